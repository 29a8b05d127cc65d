import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { certificate, presents } from '../outcomes.ts'
import * as told from '../told.ts'

const pair = [presents(certificate('A', '2026-06-25T18:00:00Z')), presents(certificate('B', '2026-06-20T18:00:00Z'))]

export default trace({
  rule: 'Of two certificates that take turns behind a balancer each is told once, and neither as the renewal of the other.',
  targets: { site: { address: 'https://site.example', every: '10m', results: { '0s': pair } } },
  happens: [['3h5m', restart()]],
  ends: '6h',
  notices: [told.expires(24, ['0s', '1m'], 'site'), told.expires(19, ['10m', '11m'], 'site')],
  incidents: [],
})
