import { trace } from '../format.ts'
import { certificate, expired, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const ending = certificate('A', '2026-06-01T13:05:00Z')

export default trace({
  rule: 'A site that is down because its certificate ended is told once, as that, when it is up, and when it is renewed.',
  targets: {
    site: {
      address: 'https://site.example',
      results: { '0s': presents(ending), '1h5m': expired(ending), '1h50m': presents(certificate('B', '2026-12-01')) },
    },
  },
  ends: '4h',
  notices: [
    told.expires(0, ['0s', '1m'], 'site'),
    told.down(['1h5m5s', '1h5m20s'], 'site'),
    told.up(['1h50m', '1h50m10s'], 'site'),
    told.renewed(['1h50m', '1h56m'], 'site'),
  ],
  incidents: [{ target: 'site', opened: '1h5m', closed: '1h50m' }],
})
