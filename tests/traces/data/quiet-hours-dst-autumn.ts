import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'In the night the clock is set back, quiet hours still end at 7:30 by the clock in Berlin.',
  settings: {
    remindAfterMs: null,
    quietHours: { enabled: true, from: '22:00', to: '07:30', timeZone: 'Europe/Berlin' },
  },
  startsAt: '2026-10-24T20:00:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '3h': refused, '11h': up } } },
  ends: '11h10m',
  notices: [told.stillDown(['10h30m', '10h30m10s'], 'db'), told.up(['11h', '11h10s'], 'db')],
  incidents: [{ target: 'db', opened: '3h', closed: '11h' }],
})
