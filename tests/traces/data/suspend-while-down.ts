import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'An outage that goes on over a sleep is not told again; its end is.',
  settings: { remindAfterMs: null },
  targets: { db: { results: { '0s': up, '10m': refused, '9h': up } } },
  happens: [['20m', sleep('8h')]],
  ends: '9h10m',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['9h', '9h21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '9h' }],
})
