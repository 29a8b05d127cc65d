import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'An outage told before a maintenance window is over when the target answers after it.',
  settings: {
    remindAfterMs: null,
    maintenance: [
      {
        id: 'move',
        name: 'The move',
        targetIds: ['db'],
        tags: null,
        when: { kind: 'once', from: '2026-06-01T13:00:00Z', until: '2026-06-01T14:00:00Z' },
      },
    ],
  },
  targets: { db: { results: { '0s': up, '50m': refused, '1h30m': up } } },
  ends: '3h',
  notices: [told.down(['50m5s', '50m11s'], 'db'), told.up(['1h30m', '2h30s'], 'db')],
  incidents: [{ target: 'db', opened: '50m', closed: ['1h30m', '2h30s'] }],
})
