import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What quiet hours hold back is told at their end also by a program that was restarted in them.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' }, remindAfterMs: null },
  startsAt: '2026-06-02T05:00:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '30m': refused, '3h': up } } },
  happens: [['1h30m', restart('10m')]],
  ends: '3h10m',
  notices: [told.stillDown(['2h30m', '2h30m10s'], 'db'), told.up(['3h', '3h1m10s'], 'db')],
  incidents: [{ target: 'db', opened: '30m', closed: ['3h', '3h1m'] }],
})
