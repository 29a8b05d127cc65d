import { trace } from '../format.ts'
import { restart, rewrite } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A target whose address was edited while the program was off is another: it is told as its own.',
  targets: { db: { results: { '0s': up, '10m': refused, '1h': up } } },
  happens: [
    ['20m', rewrite('db', { target: 'other.example:5432' })],
    ['20m1s', restart()],
  ],
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.saying(/other\.example/, told.down(['20m10s', '20m30s'], 'db')),
    told.up(['1h', '1h10s'], 'db'),
  ],
  incidents: null,
})
