import { trace } from '../format.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('port', 500)

export default trace({
  rule: 'Five hundred failures within seconds are one notice, and one when all is well; each is in the log.',
  targets: Object.fromEntries(ids.map((id) => [id, { every: '30s', results: { '0s': up, '1m': refused, '2m': up } }])),
  ends: '2m30s',
  notices: [
    told.saying(/network|this computer/i, told.down(['1m5s', '1m15s'], ...ids)),
    told.up(['2m', '2m10s'], ...ids),
  ],
  incidents: ids.map((target) => ({ target, opened: ['1m', '1m4s'], closed: ['2m', '2m4s'] })),
  decisions: [{ target: 'port499', subject: 'down', outcome: 'gathered', rule: 'gathered' }],
})
