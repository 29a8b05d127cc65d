import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { slow, up } from '../outcomes.ts'

export default trace({
  rule: 'Eight hours of sleep with a probe in flight are no outage of anything.',
  targets: {
    db: { results: { '0s': up, '59m50s': slow(3000), '2h': up } },
    web: { address: 'https://web.example', results: { '0s': up } },
  },
  happens: [['1h1s', sleep('8h')]],
  ends: '9h10m',
  shows: { '9h30s': { db: 'up', web: 'up' } },
  notices: [],
  incidents: [],
  gaps: [{ cause: 'asleep', from: '1h1s' }],
  differs: {
    headless: { because: 'to it, a Linux sleep looks like a clock set forward: nothing says that it slept', gaps: [] },
  },
})
