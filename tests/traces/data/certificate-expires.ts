import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A certificate is told on its last day, when it ends, and every day after that until it is another.',
  targets: {
    site: {
      address: 'https://site.example',
      every: '10m',
      results: {
        '0s': presents(certificate('A', '2026-06-01T13:05:00Z')),
        '52h': presents(certificate('B', '2026-12-01')),
      },
    },
  },
  happens: [
    ['2h', restart('21h')],
    ['26h30m', restart('20h')],
  ],
  ends: '53h',
  notices: [
    told.expires(0, ['0s', '1m'], 'site'),
    told.hasExpired(['1h5m', '1h11m'], 'site'),
    told.hasExpired(['24h', '26h'], 'site'),
    told.hasExpired(['48h', '50h'], 'site'),
    told.renewed(['52h', '52h31m'], 'site'),
  ],
  incidents: [],
})
