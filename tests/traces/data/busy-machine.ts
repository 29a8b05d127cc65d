import { trace } from '../format.ts'
import { stop } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A machine too busy for seconds at a time is awake: an outage is told in time.',
  targets: { db: { results: { '0s': up, '10m': refused, '15m': up } } },
  happens: [
    ['9m58s', stop('3s')],
    ['10m4s', stop('3s')],
    ['10m9s', stop('3s')],
  ],
  ends: '30m',
  notices: [told.down(['10m5s', '10m30s'], 'db'), told.up(['15m', '15m6s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '15m' }],
})
