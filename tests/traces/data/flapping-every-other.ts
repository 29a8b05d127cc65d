import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A balancer with a dead server of two fails every other look: never down, and told as flapping, once.',
  targets: { port: { results: { '0s': up, '10m': [up, refused], '40m': up } } },
  ends: '2h',
  notices: [told.flapping(['10m30s', '20m'], 'port'), told.settledUp(['45m', '1h15m'], 'port')],
  incidents: [],
})
