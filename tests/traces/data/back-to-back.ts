import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Two outages with seconds between them are two, each told and each ended.',
  targets: { db: { results: { '0s': up, '10m': refused, '12m': up, '12m31s': refused, '14m': up } } },
  ends: '30m',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.up(['12m', '12m6s'], 'db'),
    told.down(['12m50s', '12m56s'], 'db'),
    told.up(['14m', '14m6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '12m' },
    { target: 'db', opened: '12m45s', closed: '14m' },
  ],
})
