import { trace } from '../format.ts'
import { remove } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A target that is removed while its notice waits for company is not in it.',
  settings: { gatherMs: 20_000 },
  targets: {
    db: { results: { '0s': up, '10m': refused } },
    web: { results: { '0s': up, '10m': refused, '20m': up } },
    old: { results: { '0s': up, '30m': refused } },
  },
  happens: [
    ['10m8s', remove('db')],
    ['30m8s', remove('old')],
  ],
  ends: '1h',
  notices: [told.down(['10m10s', '10m27s'], 'web'), told.up(['20m', '20m21s'], 'web')],
  incidents: [
    { target: 'db', opened: '10m', closed: '10m5s', endUnknown: true },
    { target: 'web', opened: '10m', closed: '20m' },
    { target: 'old', opened: '30m', closed: '30m5s', endUnknown: true },
  ],
  decisions: [
    { target: 'db', subject: 'down', outcome: 'suppressed', rule: 'target-gone' },
    { target: 'old', subject: 'down', outcome: 'suppressed', rule: 'target-gone' },
  ],
})
