import { trace } from '../format.ts'
import { snooze } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Snoozed until it recovers, a target is silent about this outage and tells of the next.',
  targets: { db: { results: { '0s': up, '10m': refused, '1h20m': up, '1h40m': refused, '2h': up } } },
  happens: [['15m', snooze('db', null)]],
  ends: '2h10m',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.up(['1h20m', '1h20m6s'], 'db'),
    told.down(['1h40m5s', '1h40m11s'], 'db'),
    told.up(['2h', '2h6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '1h20m' },
    { target: 'db', opened: '1h40m', closed: '2h' },
  ],
})
