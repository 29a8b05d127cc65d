import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { dnsFailed, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

const lost = { '0s': up, '5m': unreachable, '25m': dnsFailed, '25m4s': up }

export default trace({
  rule: 'Twenty minutes without Wi-Fi are told once, quietly, and no target is named.',
  targets: { db: { results: lost }, web: { address: 'https://web.example', every: '5s', results: lost } },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['25m', on('home')],
    ['25m1s', online],
  ],
  ends: '1h',
  shows: { '20m': { db: 'no-data', web: 'no-data' }, '26m': { db: 'up', web: 'up' } },
  notices: [told.offline(['6m', '6m12s'])],
  incidents: [],
  gaps: [{ cause: 'offline', from: '5m1s' }],
})
