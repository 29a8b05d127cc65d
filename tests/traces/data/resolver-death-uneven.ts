import { trace } from '../format.ts'
import { dnsFailed, up } from '../outcomes.ts'
import * as told from '../told.ts'

const named = { '0s': up, '10m': dnsFailed, '20m': up }

export default trace({
  rule: 'A dead resolver is seen before the first name is told, however far apart the targets are looked at.',
  targets: {
    a: { results: named },
    b: { every: '1m', addedAt: '50s', results: named },
    c: { every: '5m', addedAt: '4m', results: named },
  },
  ends: '40m',
  notices: [told.titled(/DNS/, told.offline(['11m', '12m']))],
  incidents: [],
})
