import { trace } from '../format.ts'
import { notifications } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Turned off, nothing is told; turned on again, old news is not.',
  settings: { remindAfterMs: null },
  targets: {
    db: { results: { '0s': up, '10m': refused, '15m': up } },
    web: { results: { '0s': up, '40m': refused, '45m': up } },
  },
  happens: [
    ['5m', notifications(false)],
    ['30m', notifications(true)],
  ],
  ends: '1h',
  notices: [told.down(['40m5s', '40m11s'], 'web'), told.up(['45m', '45m6s'], 'web')],
  incidents: [
    { target: 'db', opened: '10m', closed: '15m' },
    { target: 'web', opened: '40m', closed: '45m' },
  ],
  decisions: [{ target: 'db', subject: 'down', outcome: 'suppressed', rule: 'notifications-off' }],
})
