import { trace } from '../format.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const all = Array.from({ length: 1200 }, (_, n) =>
  presents(certificate(`print-${n}`, '2027-06-01', { altNames: ['site.example'] })),
)

export default trace({
  rule: 'A target that shows another certificate each time is one target, however many it showed while it was quiet.',
  targets: { site: { address: 'https://site.example', results: { '0s': all } } },
  settings: {
    tellCertificateChanges: true,
    quietHours: { enabled: true, from: '12:00', to: '16:00', timeZone: 'UTC' },
  },
  ends: '4h12s',
  notices: [told.certificateChanged(['4h', '4h11s'], 'site')],
  incidents: [],
})
