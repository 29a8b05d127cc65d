import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { restart, rewrite } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'That one address flapped is forgotten with it, and another is told as its own.',
  targets: { db: { results: { ...cycle('10m', '15m', ['1m', refused], ['1m', up]), '0s': up, '15m': refused } } },
  settings: { remindAfterMs: null },
  happens: [
    ['20m', rewrite('db', { target: 'other.example:5432' })],
    ['20m1s', restart()],
  ],
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.up(['11m', '11m6s'], 'db'),
    told.down(['12m5s', '12m11s'], 'db'),
    told.up(['13m', '13m6s'], 'db'),
    told.flapping(['14m5s', '14m11s'], 'db'),
    told.down(['20m10s', '20m30s'], 'db'),
  ],
  incidents: null,
})
