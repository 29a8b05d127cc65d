import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What fails in a maintenance window does not count; what still fails after it counts from then on, and is told.',
  settings: {
    maintenance: [
      {
        id: 'move',
        name: 'The move',
        targetIds: null,
        tags: ['rack-2'],
        when: { kind: 'once', from: '2026-06-01T13:00:00Z', until: '2026-06-01T14:00:00Z' },
      },
    ],
  },
  targets: {
    db: { tags: ['rack-2'], results: { '0s': up, '1h10m': refused, '2h30m': up } },
    web: { tags: ['rack-2'], results: { '0s': up, '1h10m': refused, '1h50m': up } },
    other: { results: { '0s': up, '1h10m': refused, '1h20m': up } },
  },
  ends: '3h',
  notices: [
    told.down(['1h10m5s', '1h10m11s'], 'other'),
    told.up(['1h20m', '1h20m6s'], 'other'),
    told.down(['2h', '2h31s'], 'db'),
    told.up(['2h30m', '2h30m6s'], 'db'),
  ],
  incidents: [
    { target: 'other', opened: '1h10m', closed: '1h20m' },
    { target: 'db', opened: ['1h10m', '2h20s'], closed: '2h30m' },
  ],
})
