import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { slow, timeout, up } from '../outcomes.ts'

export default trace({
  rule: 'Where the monotonic clock counts the sleep, all that is late runs at once on waking, and nothing is told.',
  targets: {
    db: { results: { '0s': up, '59m50s': slow(3000), '2h': timeout, '9h5s': up } },
    web: { every: '1m', address: 'https://web.example', results: { '0s': up, '2h': timeout, '9h5s': up } },
    far: { every: '1h', results: { '0s': up, '2h': timeout, '9h5s': up } },
  },
  happens: [['1h1s', sleep('8h', { counted: true })]],
  ends: '9h10m',
  notices: [],
  incidents: [],
  gaps: [{ cause: 'asleep', from: '1h1s' }],
})
