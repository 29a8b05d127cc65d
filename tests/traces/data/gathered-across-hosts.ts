import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, reset, up } from '../outcomes.ts'
import * as told from '../told.ts'

const nas = many('nas', 5)

export default trace({
  rule: 'Seven that fail together are one notice that says where most of them are; one that fails later is another.',
  targets: {
    ...Object.fromEntries(
      nas.map((id, nth) => [
        id,
        { address: `nas.lan:${8000 + nth}`, results: { '0s': up, '10m': refused, '20m': up } },
      ]),
    ),
    web: { results: { '0s': up, '10m': refused, '20m': up } },
    api: { results: { '0s': up, '10m': reset, '20m': up } },
    later: { results: { '0s': up, '12m': refused, '25m': up } },
    well: { results: { '0s': up } },
  },
  ends: '1h',
  notices: [
    told.titled(
      /^7 targets down: 5 on nas\.lan \(refused\), 2 more$/,
      told.down(['10m5s', '10m11s'], ...nas, 'web', 'api'),
    ),
    told.down(['12m5s', '12m11s'], 'later'),
    told.up(['20m', '20m15s'], ...nas, 'web', 'api'),
    told.up(['25m', '25m6s'], 'later'),
  ],
  incidents: [
    ...[...nas, 'web', 'api'].map((target) => ({ target, opened: '10m', closed: '20m' })),
    { target: 'later', opened: '12m', closed: '25m' },
  ],
})
