import { trace } from '../format.ts'
import { restart, snooze } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What is probed once a day, and is down when a snooze is over, is told also where each day begins with a start.',
  targets: {
    db: { every: '1d', results: { '0s': up, '24h': refused } },
    web: { every: '1h', results: { '0s': up } },
  },
  settings: { remindAfterMs: null },
  happens: [
    ['23h', snooze('db', '26h')],
    ['25h', restart()],
    ['33h', restart()],
    ['49h', restart()],
    ['57h', restart()],
  ],
  ends: '60h',
  notices: [told.stillDown(['26h', '26h1m'], 'db')],
  incidents: null,
})
