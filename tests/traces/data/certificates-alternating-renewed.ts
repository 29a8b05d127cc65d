import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const pair = [presents(certificate('A', '2026-06-25T18:00:00Z')), presents(certificate('B', '2026-06-20T18:00:00Z'))]

export default trace({
  rule: 'Two certificates that took turns are told as renewed once both were away for a day, however often that began anew.',
  targets: {
    site: {
      address: 'https://site.example',
      every: '10m',
      results: { '0s': pair, '3h': presents(certificate('C', '2026-12-01T00:00:00Z')) },
    },
  },
  happens: [
    ['11h', restart()],
    ['19h', restart()],
    ['26h', restart()],
    ['34h', restart()],
  ],
  ends: '44h',
  notices: [
    told.expires(24, ['0s', '1m'], 'site'),
    told.expires(19, ['10m', '11m'], 'site'),
    told.renewed(['27h', '29h'], 'site'),
  ],
  incidents: [],
})
