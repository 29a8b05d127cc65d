import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { portalInTheClear, portalOverTls, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const site = { '0s': up, '10m': portalOverTls, '20m': up }

export default trace({
  rule: "A hotel's portal answers for everybody: that is told once, as this machine's, and of no target.",
  targets: {
    a: { address: 'https://a.example', results: site },
    b: { address: 'https://b.example', results: site },
    c: { address: 'https://c.example', every: '1m', results: site },
    plain: { address: 'http://plain.example', results: { '0s': up, '10m': portalInTheClear, '20m': up } },
    ssh: { address: 'ssh.example:22', results: { '0s': up, '10m': timeout, '20m': up } },
  },
  happens: [['10m', on('hotel')]],
  ends: '40m',
  shows: {
    '15m': { a: 'no-data', b: 'no-data', c: 'no-data', plain: 'no-data', ssh: 'no-data' },
    '22m': { ssh: 'up' },
  },
  notices: [told.titled(/login page/, told.offline(['11m', '11m30s']))],
  incidents: [],
})
