import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'

export default trace({
  rule: 'A failure seen before the sleep is not confirmed by one seen right after it.',
  targets: { db: { results: { '0s': up, '10m': refused, '1h10m5s': up } } },
  happens: [['10m2s', sleep('1h')]],
  ends: '2h',
  notices: [],
  incidents: [],
})
