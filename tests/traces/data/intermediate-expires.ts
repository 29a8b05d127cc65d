import { trace } from '../format.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const chain = certificate('leaf', '2026-12-01', {
  chainExpiresAt: '2026-06-06T12:00:00.000Z',
  chainExpiresSubject: 'CN=Some CA 7',
  chainExpiresFingerprint256: 'ca7',
})

export default trace({
  rule: 'An intermediate certificate that ends before the leaf is told by its own name.',
  targets: { site: { address: 'https://site.example', every: '10m', results: { '0s': presents(chain) } } },
  ends: '3h',
  notices: [told.saying(/intermediate.*Some CA 7/i, told.expires(5, ['0s', '1m'], 'site'))],
  incidents: [],
})
