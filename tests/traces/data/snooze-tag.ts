import { trace } from '../format.ts'
import { snoozeTag } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A snoozed tag silences its targets and no other; one that recovered in the meantime is never told.',
  targets: {
    db: { tags: ['lab'], results: { '0s': up, '10m': refused, '20m': up } },
    web: { tags: ['lab', 'shop'], results: { '0s': up, '10m': refused, '1h': up } },
    shop: { tags: ['shop'], results: { '0s': up, '10m': refused, '20m': up } },
  },
  happens: [['5m', snoozeTag('lab', '30m')]],
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'shop'),
    told.up(['20m', '20m6s'], 'shop'),
    told.stillDown(['30m', '30m10s'], 'web'),
    told.up(['1h', '1h6s'], 'web'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '20m' },
    { target: 'web', opened: '10m', closed: '1h' },
    { target: 'shop', opened: '10m', closed: '20m' },
  ],
})
