import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'

export default trace({
  rule: 'Of a failure that lasts into the first moment in which failures count, only that moment counts.',
  targets: { db: { every: '1s', results: { '0s': up, '3s': refused, '8s500ms': up } } },
  ends: '10m',
  notices: [],
  incidents: [],
})
