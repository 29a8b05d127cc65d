import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What quiet hours hold back is told at their end also by a program that was restarted in them.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' }, remindAfterMs: null },
  startsAt: '2026-06-01T21:00:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '3h': refused, '12h': up } } },
  happens: [['5h', restart('10m')]],
  ends: '13h',
  notices: [told.stillDown(['10h30m', '10h30m10s'], 'db'), told.up(['12h', '12h10s'], 'db')],
  incidents: [{ target: 'db', opened: '3h', closed: '12h' }],
})
