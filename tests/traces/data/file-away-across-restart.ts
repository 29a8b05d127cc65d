import { trace } from '../format.ts'
import { restart, snooze, vanish } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What was held back of a target survives that its file is away when the program is restarted.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '3h': up } },
    web: { results: { '0s': up, '10m': refused, '3h': up } },
  },
  happens: [
    ['5m', snooze('db', '50m')],
    ['15m', vanish('db')],
    ['15m10s', vanish('web')],
    ['15m30s', restart()],
  ],
  settings: { remindAfterMs: null },
  ends: '4h',
  notices: [
    told.down(['10m5s', '10m11s'], 'web'),
    told.stillDown(['50m', '50m10s'], 'db'),
    told.up(['3h', '3h10s'], 'db', 'web'),
  ],
  incidents: null,
})
