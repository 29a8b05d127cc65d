import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { dnsFailed, refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What died during the sleep is told soon after waking, alone.',
  targets: {
    db: { results: { '0s': up, '2h': refused } },
    web: { address: 'https://web.example', results: { '0s': up, '2h': dnsFailed, '9h4s': up } },
  },
  happens: [['1h', sleep('8h')]],
  ends: '9h30m',
  notices: [told.down(['9h8s', '9h35s'], 'db')],
  incidents: [{ target: 'db', opened: ['9h', '9h30s'], closed: null }],
})
