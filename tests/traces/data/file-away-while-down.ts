import { trace } from '../format.ts'
import { reappear, vanish } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A target that is away with its file for however long is told down once, and told up.',
  targets: { db: { results: { '0s': up, '10m': refused, '3h': up } } },
  happens: [
    ['15m', vanish('db')],
    ['45m', reappear('db')],
  ],
  ends: '4h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.reminder(['1h10m', '1h10m30s'], 'db'),
    told.up(['3h', '3h6s'], 'db'),
  ],
  incidents: null,
})
