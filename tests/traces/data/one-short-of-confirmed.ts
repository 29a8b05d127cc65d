import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'

export default trace({
  rule: 'Where three failures make an outage, two make none; the counting begins anew each time.',
  settings: { confirmFailures: 3 },
  targets: { db: { results: { '0s': up, '10m': refused, '10m9s': up, '11m': refused, '11m9s': up } } },
  ends: '30m',
  notices: [],
  incidents: [],
})
