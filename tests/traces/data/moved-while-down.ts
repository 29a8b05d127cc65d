import { trace } from '../format.ts'
import { edit } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Given another address while down, a target begins anew: the old outage has no known end, and nothing is told of it.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '14m46s': up } },
    web: { results: { '0s': up, '20m': refused, '40m': up } },
  },
  happens: [
    ['14m50s', edit('db', { target: 'db2.example:5432' })],
    ['25m', edit('web', { target: 'web2.example:5432' })],
  ],
  ends: '1h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.down(['20m5s', '20m11s'], 'web'),
    told.down(['25m5s', '25m11s'], 'web'),
    told.up(['40m', '40m6s'], 'web'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '14m45s', endUnknown: true },
    { target: 'web', opened: '20m', closed: '24m45s', endUnknown: true },
    { target: 'web', opened: '25m', closed: '40m' },
  ],
})
