import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('port', 500)

export default trace({
  rule: 'Five hundred failures within seconds are one notice, and one when all is well; each is in the log.',
  targets: Object.fromEntries(ids.map((id) => [id, { results: { '0s': up, '2m': refused, '3m': up } }])),
  ends: '5m',
  notices: [
    told.saying(/network|this computer/i, told.down(['2m5s', '2m15s'], ...ids)),
    told.up(['3m', '3m10s'], ...ids),
  ],
  incidents: ids.map((target) => ({ target, opened: ['2m', '2m4s'], closed: ['3m', '3m4s'] })),
  decisions: [{ target: 'port499', subject: 'down', outcome: 'gathered', rule: 'gathered' }],
})
