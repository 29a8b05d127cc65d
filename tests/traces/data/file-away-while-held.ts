import { trace } from '../format.ts'
import { reappear, snooze, vanish } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'An outage held back by a snooze is told when that is over, also where its file was away meanwhile.',
  targets: { db: { results: { '0s': up, '10m': refused, '3h': up } } },
  happens: [
    ['5m', snooze('db', '50m')],
    ['15m', vanish('db')],
    ['30m', reappear('db')],
  ],
  settings: { remindAfterMs: null },
  ends: '4h',
  notices: [told.stillDown(['50m', '50m10s'], 'db'), told.up(['3h', '3h6s'], 'db')],
  incidents: null,
})
