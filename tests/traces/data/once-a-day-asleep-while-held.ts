import { trace } from '../format.ts'
import { sleep, snooze } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What is probed once a day, and is down when a snooze is over, is told also where the machine sleeps most of the day.',
  targets: {
    db: { every: '1d', results: { '0s': up, '24h': refused } },
    web: { every: '1h', results: { '0s': up } },
  },
  settings: { remindAfterMs: null },
  happens: [
    ['23h', snooze('db', '26h')],
    ['25h', sleep('16h')],
    ['49h', sleep('16h')],
  ],
  ends: '70h',
  notices: [told.stillDown(['41h', '41h2m'], 'db')],
  incidents: null,
})
