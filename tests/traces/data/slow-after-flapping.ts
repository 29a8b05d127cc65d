import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { slow, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Slowness that begins after a target has settled is news, whatever was told before it flapped.',
  targets: {
    db: {
      options: { latencyLimitMs: 100 },
      results: {
        ...cycle('10m', '20m', ['1m', slow(300)], ['1m', up]),
        '0s': up,
        '20m': up,
        '2h': slow(300),
        '6h': up,
      },
    },
  },
  settings: { tellDegraded: true },
  ends: '7h',
  notices: [
    ...[10, 12, 14, 16, 18].flatMap((n) => [
      told.degraded([`${n}m30s`, `${n}m50s`], 'db'),
      ...(n === 18 ? [] : [told.restored([`${n + 1}m30s`, `${n + 1}m55s`], 'db')]),
    ]),
    told.flapping(['19m30s', '19m55s'], 'db'),
    told.settledUp(['29m', '31m'], 'db'),
    told.degraded(['2h30s', '2h1m'], 'db'),
    told.restored(['6h', '6h1m'], 'db'),
  ],
  incidents: [],
})
