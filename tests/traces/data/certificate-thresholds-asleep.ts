import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Of several thresholds crossed in one sleep, the smallest is told, and none of the others after it.',
  targets: {
    site: {
      address: 'https://site.example',
      every: '10m',
      results: { '0s': presents(certificate('A', '2026-07-02T12:00:00Z')) },
    },
  },
  happens: [
    ['1h5m', sleep('20d')],
    ['482h', sleep('8d')],
  ],
  ends: '675h',
  notices: [told.expires(11, ['481h5m', '481h16m'], 'site'), told.expires(3, ['674h', '674h11m'], 'site')],
  incidents: [],
})
