import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'In the night the clock is set back, quiet hours still end at 7:30 by the clock in Berlin.',
  settings: {
    remindAfterMs: null,
    quietHours: { enabled: true, from: '22:00', to: '07:30', timeZone: 'Europe/Berlin' },
  },
  startsAt: '2026-10-25T00:30:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '20m': refused, '6h10m': up } } },
  ends: '6h20m',
  notices: [told.stillDown(['6h', '6h10s'], 'db'), told.up(['6h10m', '6h10m10s'], 'db')],
  incidents: [{ target: 'db', opened: '20m', closed: '6h10m' }],
})
