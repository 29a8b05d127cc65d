import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A suspension whose end is never announced does not stop the watch for ever.',
  targets: { db: { results: { '0s': up, '1h30m': refused } } },
  settings: { remindAfterMs: null },
  happens: [['30m', sleep('10m', { announces: 'suspend' })]],
  ends: '2h',
  notices: [told.down(['1h30m5s', '1h30m30s'], 'db')],
  incidents: [{ target: 'db', opened: '1h30m', closed: null }],
})
