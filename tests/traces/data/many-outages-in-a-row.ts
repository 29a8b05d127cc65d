import { time } from '../duration.ts'
import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('port', 40)

export default trace({
  rule: 'Outages that begin one after the other, faster than anybody reads, are summed up; none is lost from the log.',
  settings: { tellRecoveries: false },
  targets: Object.fromEntries(
    ids.map((id, nth) => [
      id,
      { every: '5s', results: { '0s': up, [time(600_000 + nth * 6000)]: refused, '30m': up } },
    ]),
  ),
  ends: '1h',
  notices: [told.inParts(25, told.down(['10m1s', '20m'], ...ids))],
  incidents: ids.map((target, nth) => ({
    target,
    opened: [time(600_000 + nth * 6000), time(606_000 + nth * 6000)],
    closed: ['30m', '30m6s'],
  })),
})
