import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Of an outage told before the quiet hours, neither reminder nor recovery sounds in them; the recovery is told after.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '23:30' } },
  startsAt: '2026-06-01T21:30:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '10m': refused, '1h30m': up } } },
  ends: '2h10m',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['2h', '2h10s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '1h30m' }],
})
