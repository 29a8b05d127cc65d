import { trace } from '../format.ts'
import { remove, restore } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A removal taken back at once is no news, and the recovery is told as ever.',
  targets: { db: { results: { '0s': up, '10m': refused, '30m': up } }, web: { results: { '0s': up } } },
  happens: [
    ['15m1s', remove('db')],
    ['15m9s', restore('db')],
  ],
  ends: '1h',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['30m', '30m26s'], 'db')],
  incidents: null,
})
