import { trace } from '../format.ts'
import { slow, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Three of five slow answers make it slow, and are told where that is asked for; one does not.',
  settings: { tellDegraded: true },
  targets: {
    web: {
      options: { latencyLimitMs: 500 },
      results: { '0s': up, '5m': slow(900), '5m10s': up, '10m': slow(900), '20m': up },
    },
  },
  ends: '30m',
  shows: { '5m30s': { web: 'up' }, '11m': { web: 'degraded' }, '22m': { web: 'up' } },
  notices: [told.degraded(['10m30s', '10m40s'], 'web'), told.restored(['20m', '21m10s'], 'web')],
  incidents: [],
})
