import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('server', 12)

export default trace({
  rule: 'Twelve that are still down after an hour are one reminder.',
  targets: {
    ...Object.fromEntries(ids.map((id) => [id, { every: '1m', results: { '0s': up, '10m': refused, '2h': up } }])),
    web: { results: { '0s': up } },
  },
  ends: '2h10m',
  notices: [
    told.down(['10m5s', '10m15s'], ...ids),
    told.reminder(['1h10m', '1h11m'], ...ids),
    told.up(['2h', '2h15s'], ...ids),
  ],
  incidents: ids.map((target) => ({ target, opened: '10m', closed: '2h' })),
})
