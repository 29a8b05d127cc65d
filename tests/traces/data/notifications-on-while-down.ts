import { trace } from '../format.ts'
import { notifications } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Of what began while notifications were off is told, once they are on, that it still lasts, and that it is over.',
  targets: { db: { results: { '0s': up, '10m': refused, '3h': up } } },
  happens: [
    ['5m', notifications(false)],
    ['30m', notifications(true)],
  ],
  ends: '4h',
  notices: [told.reminder(['1h10m', '1h10m30s'], 'db'), told.up(['3h', '3h6s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '3h' }],
})
