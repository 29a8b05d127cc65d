import { trace } from '../format.ts'
import { snooze } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Snoozed until it recovers, a target is silent about this outage and tells of the next.',
  targets: { db: { results: { '0s': up, '10m': refused, '3h': up, '4h': refused, '4h30m': up } } },
  happens: [['15m', snooze('db', null)]],
  ends: '5h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.up(['3h', '3h6s'], 'db'),
    told.down(['4h5s', '4h11s'], 'db'),
    told.up(['4h30m', '4h30m6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '3h' },
    { target: 'db', opened: '4h', closed: '4h30m' },
  ],
})
