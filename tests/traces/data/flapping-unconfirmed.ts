import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'

export default trace({
  rule: 'Single failures minutes apart never confirm, and are never told.',
  targets: { port: { results: { '0s': up, ...cycle('10m', '1h', ['2s', refused], ['4m58s', up]), '1h': up } } },
  ends: '2h',
  notices: [],
  incidents: [],
})
