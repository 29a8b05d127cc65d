import { trace } from '../format.ts'
import { pause } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'While everything is paused nothing is told; afterwards the outage that went on is not told again, its end is.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '1h': up } },
    web: { results: { '0s': up, '20m': refused, '25m': up } },
  },
  happens: [['15m', pause(null, '30m')]],
  ends: '1h10m',
  shows: { '20m': { db: 'paused', web: 'paused' } },
  settings: { remindAfterMs: null },
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['1h', '1h21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '1h' }],
  gaps: [{ cause: 'paused', from: '15m', target: 'db' }],
})
