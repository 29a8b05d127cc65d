import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A certificate that comes to its end is told at each threshold, once, across restarts.',
  targets: {
    site: {
      address: 'https://site.example',
      every: '1h',
      results: { '0s': presents(certificate('A', '2026-06-16T18:00:00Z')) },
    },
  },
  happens: [
    ['2h', restart('28h')],
    ['32h', restart('166h')],
    ['200h', restart('94h')],
  ],
  ends: '300h',
  notices: [
    told.expires(15, ['0s', '1m'], 'site'),
    told.expires(14, ['30h', '31h1m'], 'site'),
    told.expires(7, ['198h', '199h1m'], 'site'),
    told.expires(3, ['294h', '295h1m'], 'site'),
  ],
  incidents: [],
})
