import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Reminders come as often as they were asked for, and no oftener.',
  targets: { database: { results: { '0s': up, '10m': refused } } },
  settings: { remindAfterMs: 60_000, remindEveryMs: 60_000 },
  ends: '13m30s',
  notices: [
    told.down(['10m5s', '10m15s'], 'database'),
    told.reminder(['11m5s', '11m20s'], 'database'),
    told.reminder(['12m5s', '12m25s'], 'database'),
    told.reminder(['13m5s', '13m30s'], 'database'),
  ],
  incidents: [{ target: 'database', opened: '10m', closed: null }],
})
