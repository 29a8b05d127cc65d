import { trace } from '../format.ts'
import { restart, sleep } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const old = presents(certificate('A', '2026-06-06T12:00:00Z'))
const renewed = presents(certificate('B', '2026-09-06T12:00:00Z'))

export default trace({
  rule: 'A certificate told to end is told to be renewed once, though the old one shows for a while behind a balancer.',
  targets: {
    site: {
      address: 'https://site.example',
      every: '10m',
      results: { '0s': old, '1h': [old, renewed], '2h': renewed },
    },
    other: {
      address: 'https://other.example',
      every: '10m',
      results: { '0s': presents(certificate('C', '2026-10-01')), '1h': presents(certificate('D', '2027-01-01')) },
    },
  },
  happens: [
    ['4h5m', restart()],
    ['5h', sleep('22h', { counted: true })],
  ],
  ends: '30h',
  notices: [told.expires(5, ['0s', '1m'], 'site'), told.renewed(['26h', '29h'], 'site')],
  incidents: [],
})
