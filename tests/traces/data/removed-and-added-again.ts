import { trace } from '../format.ts'
import { remove } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A target added anew with the address of one that was removed while down is another: it is told as its own.',
  targets: {
    old: { address: 'db.example:5432', results: { '0s': up, '10m': refused } },
    new: { address: 'db.example:5432', addedAt: '16m', results: { '0s': refused, '30m': up } },
  },
  happens: [['15m', remove('old')]],
  ends: '1h',
  notices: [
    told.down(['10m5s', '10m11s'], 'old'),
    told.down(['16m5s', '16m11s'], 'new'),
    told.up(['30m', '30m6s'], 'new'),
  ],
  incidents: null,
})
