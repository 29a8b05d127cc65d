import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What goes down in quiet hours and still is when they end is told then; what recovered meanwhile never is.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' } },
  startsAt: '2026-06-02T05:00:00Z',
  targets: {
    db: { every: '1m', results: { '0s': up, '1h': refused, '3h': up } },
    web: { every: '1m', results: { '0s': up, '1h': refused, '2h': up } },
  },
  ends: '3h10m',
  notices: [told.stillDown(['2h30m', '2h30m10s'], 'db'), told.up(['3h', '3h10s'], 'db')],
  incidents: [
    { target: 'db', opened: '1h', closed: '3h' },
    { target: 'web', opened: '1h', closed: '2h' },
  ],
  decisions: [
    { target: 'db', subject: 'down', outcome: 'suppressed', rule: 'quiet-hours' },
    { target: 'web', subject: 'down', outcome: 'suppressed', rule: 'quiet-hours' },
  ],
})
