import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What recovered while the program was off is told as up, and nobody claims to know since when.',
  targets: { db: { results: { '0s': up, '10m': refused, '2h': up } } },
  settings: { remindAfterMs: null },
  happens: [['20m', restart('3h')]],
  ends: '4h',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['3h20m', '3h20m21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '19m45s', endUnknown: true }],
})
