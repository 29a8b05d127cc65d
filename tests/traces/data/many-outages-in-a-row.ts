import { time } from '../duration.ts'
import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('port', 30)
const beginsMs = (nth: number) => 60_000 + nth * 2000

export default trace({
  rule: 'Outages that begin every two seconds are ten notices a minute and then one for many; none is lost from the log.',
  settings: { tellRecoveries: false, gatherMs: 1000 },
  targets: Object.fromEntries(
    ids.map((id, nth) => [id, { every: '1s', results: { '0s': up, [time(beginsMs(nth))]: refused, '2m30s': up } }]),
  ),
  ends: '3m',
  notices: [told.inParts(11, told.down(['1m1s', '2m10s'], ...ids))],
  incidents: ids.map((target, nth) => ({
    target,
    opened: [time(beginsMs(nth)), time(beginsMs(nth) + 1500)],
    closed: ['2m30s', '2m31s500ms'],
  })),
  decisions: [{ target: 'port29', subject: 'down', outcome: 'suppressed', rule: 'rate-limit' }],
})
