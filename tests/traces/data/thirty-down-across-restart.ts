import { trace } from '../format.ts'
import { crash, restart } from '../happenings.ts'
import { many } from '../many.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('server', 30)

export default trace({
  rule: 'Thirty that are down when the program ends are not told again by the next runs, and are one notice when they are back.',
  targets: Object.fromEntries(ids.map((id) => [id, { results: { '0s': up, '10m': refused, '30m': up } }])),
  happens: [
    ['15m', restart()],
    ['20m', crash('1m')],
  ],
  ends: '33m',
  notices: [told.down(['10m5s', '10m15s'], ...ids), told.up(['30m', '30m31s'], ...ids)],
  incidents: ids.map((target) => ({ target, opened: ['10m', '10m2s'], closed: ['30m', '30m16s'] })),
})
