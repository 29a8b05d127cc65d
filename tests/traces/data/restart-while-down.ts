import { trace } from '../format.ts'
import { crash, restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Restarted, or killed, while a target is down, it says nothing twice, and the recovery once.',
  targets: { db: { results: { '0s': up, '10m': refused, '30m': up } }, web: { results: { '0s': up } } },
  happens: [
    ['15m', restart()],
    ['20m', crash('1m')],
  ],
  ends: '1h',
  shows: { '16m': { db: 'down' } },
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['30m', '30m21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '30m' }],
})
