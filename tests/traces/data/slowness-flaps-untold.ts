import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { slow, up } from '../outcomes.ts'

export default trace({
  rule: 'Where nobody wants to hear of slowness, a target that is slow by turns does not flap.',
  targets: {
    db: {
      options: { latencyLimitMs: 100 },
      results: { ...cycle('10m', '40m', ['1m', slow(300)], ['1m', up]), '0s': up, '40m': up },
    },
  },
  ends: '2h',
  notices: [],
  incidents: [],
})
