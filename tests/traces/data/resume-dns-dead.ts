import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { dnsFailed, unreachable, up } from '../outcomes.ts'

const waking = { '0s': up, '2h': unreachable, '9h2s': dnsFailed, '9h6s': up }

export default trace({
  rule: 'That names are not resolved for six seconds after waking is told to nobody.',
  targets: {
    db: { results: waking },
    web: { address: 'https://web.example', results: waking },
    wiki: { address: 'https://wiki.example', every: '1m', results: waking },
  },
  happens: [['1h', sleep('8h')]],
  ends: '9h10m',
  shows: { '9h30s': { db: 'up', web: 'up' } },
  notices: [],
  incidents: [],
})
