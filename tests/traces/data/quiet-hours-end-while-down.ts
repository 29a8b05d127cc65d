import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What goes down in quiet hours and still is when they end is told then; what recovered meanwhile never is.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' } },
  startsAt: '2026-06-01T20:00:00Z',
  targets: {
    db: { every: '1m', results: { '0s': up, '3h': refused, '12h': up } },
    web: { every: '1m', results: { '0s': up, '3h': refused, '4h': up } },
    pager: { every: '1m', tags: ['on-call'], results: { '0s': up } },
  },
  ends: '13h',
  notices: [told.stillDown(['11h30m', '11h30m10s'], 'db'), told.up(['12h', '12h10s'], 'db')],
  incidents: [
    { target: 'db', opened: '3h', closed: '12h' },
    { target: 'web', opened: '3h', closed: '4h' },
  ],
  decisions: [
    { target: 'db', subject: 'down', outcome: 'suppressed', rule: 'quiet-hours' },
    { target: 'web', subject: 'down', outcome: 'suppressed', rule: 'quiet-hours' },
  ],
})
