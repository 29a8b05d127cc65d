import { trace } from '../format.ts'
import { many } from '../many.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('server', 30)

export default trace({
  rule: 'Thirty servers that are looked at one after the other are still only a few notices, each server in one of them.',
  targets: Object.fromEntries(
    ids.map((id, nth) => [
      id,
      {
        address: `198.51.100.${nth + 1}:443`,
        addedAt: `${60_000 + nth * 500}ms`,
        results: { '0s': up, '10m': timeout, '13m': up },
      },
    ]),
  ),
  ends: '30m',
  notices: [
    told.inParts(4, told.down(['10m10s', '10m50s'], ...ids)),
    told.inParts(4, told.up(['13m', '13m50s'], ...ids)),
  ],
  incidents: ids.map((target) => ({ target, opened: ['10m', '10m16s'], closed: ['13m', '13m16s'] })),
})
