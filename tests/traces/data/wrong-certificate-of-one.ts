import { trace } from '../format.ts'
import { portalOverTls, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: "One site with another name's certificate is that site's fault.",
  targets: {
    a: { address: 'https://a.example', results: { '0s': up, '10m': portalOverTls, '20m': up } },
    b: { address: 'https://b.example', results: { '0s': up } },
    c: { address: 'https://c.example', results: { '0s': up } },
  },
  ends: '40m',
  notices: [told.down(['10m5s', '10m11s'], 'a'), told.up(['20m', '20m6s'], 'a')],
  incidents: [{ target: 'a', opened: '10m', closed: '20m' }],
})
