import { trace } from '../format.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A certificate of another issuer is told, once, where that is asked for.',
  settings: { tellCertificateChanges: true },
  targets: {
    site: {
      address: 'https://site.example',
      every: '10m',
      results: {
        '0s': presents(certificate('A', '2026-12-01')),
        '1h': presents(certificate('B', '2026-12-02', { issuer: 'CN=Somebody Else' })),
      },
    },
  },
  ends: '3h',
  notices: [told.certificateChanged(['1h', '1h1m'], 'site')],
  incidents: [],
})
