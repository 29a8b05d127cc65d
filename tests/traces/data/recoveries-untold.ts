import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Who does not want recoveries has them in the log.',
  settings: { tellRecoveries: false },
  targets: { db: { results: { '0s': up, '10m': refused, '15m': up, '30m': refused, '35m': up } } },
  ends: '1h',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.down(['30m5s', '30m11s'], 'db')],
  incidents: [
    { target: 'db', opened: '10m', closed: '15m' },
    { target: 'db', opened: '30m', closed: '35m' },
  ],
  decisions: [{ target: 'db', subject: 'up', outcome: 'suppressed', rule: 'kind-off' }],
})
