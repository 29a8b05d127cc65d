import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { dnsFailed, unreachable, up } from '../outcomes.ts'

const lost = { '0s': up, '5m': unreachable, '5m20s': dnsFailed, '5m24s': up }

export default trace({
  rule: 'Twenty seconds without Wi-Fi are a gap and nothing else.',
  targets: { db: { results: lost }, web: { address: 'https://web.example', every: '5s', results: lost } },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['5m20s', on('home')],
    ['5m21s', online],
  ],
  ends: '30m',
  shows: { '5m12s': { db: 'no-data', web: 'no-data' }, '5m50s': { db: 'up', web: 'up' } },
  notices: [],
  incidents: [],
  gaps: [{ cause: 'offline', from: '5m1s' }],
})
