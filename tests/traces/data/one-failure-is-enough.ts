import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Where one failure is enough, one is told, for that target alone.',
  targets: {
    db: { options: { confirmFailures: 1 }, results: { '0s': up, '10m': refused, '10m1s': up } },
    web: { results: { '0s': up, '20m': refused, '20m1s': up } },
  },
  ends: '30m',
  notices: [told.down(['10m', '10m6s'], 'db'), told.up(['10m15s', '10m21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '10m15s' }],
})
