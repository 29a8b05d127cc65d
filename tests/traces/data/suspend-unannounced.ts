import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { dnsFailed, up } from '../outcomes.ts'

export default trace({
  rule: 'A sleep that nobody announces is noticed on waking, before a failure counts.',
  settings: { confirmFailures: 1 },
  targets: {
    db: { results: { '0s': up, '2h': dnsFailed, '9h6s': up } },
    web: { every: '20s', results: { '0s': up, '2h': dnsFailed, '9h6s': up } },
  },
  happens: [
    ['1h59m50s', sleep('7h', { announces: 'nothing' })],
    ['9h30m', sleep('1h', { announces: 'nothing', counted: true })],
  ],
  ends: '11h',
  notices: [],
  incidents: [],
})
