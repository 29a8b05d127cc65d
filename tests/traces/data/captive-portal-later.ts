import { trace } from '../format.ts'
import { portalInTheClear, portalOverTls, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A portal that comes back after a day, with no change of network, is seen before the first site is told.',
  targets: {
    a: { address: 'https://a.example', results: { '0s': up, '10m': portalOverTls, '20m': up } },
    b: {
      address: 'https://b.example',
      every: '1m',
      addedAt: '37s',
      results: { '0s': up, '10m': portalOverTls, '20m': up },
    },
    plain: { address: 'http://plain.example', results: { '0s': up, '10m': portalInTheClear, '20m': up } },
  },
  ends: '40m',
  notices: [told.titled(/login page/, told.offline(['11m', '12m']))],
  incidents: [],
})
