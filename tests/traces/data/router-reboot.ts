import { trace } from '../format.ts'
import { many } from '../many.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('server', 30)

export default trace({
  rule: 'Thirty servers behind one router that reboots are one notice, which says what may be the cause, and one more.',
  targets: Object.fromEntries(
    ids.map((id, nth) => [
      id,
      { address: `198.51.100.${nth + 1}:443`, results: { '0s': up, '10m': timeout, '11m30s': up } },
    ]),
  ),
  ends: '30m',
  notices: [
    told.saying(/network|this computer/i, told.down(['10m10s', '10m25s'], ...ids)),
    told.up(['11m30s', '12m'], ...ids),
  ],
  incidents: ids.map((target) => ({ target, opened: '10m', closed: '11m30s' })),
})
