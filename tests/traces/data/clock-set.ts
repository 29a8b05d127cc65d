import { trace } from '../format.ts'
import { clock } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Setting the clock forward and back is no outage, ends none, reminds of none, and makes none longer.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '20m': up, '40m': refused, '50m': up } },
    web: { every: '1m', results: { '0s': up } },
  },
  happens: [
    ['15m', clock('3h')],
    ['45m', clock('-3h')],
  ],
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.saying(/for 10 ?m/, told.up(['20m', '20m6s'], 'db')),
    told.down(['40m5s', '40m11s'], 'db'),
    told.saying(/for 10 ?m/, told.up(['50m', '50m6s'], 'db')),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '20m' },
    // It ends before it began, by the clock on the wall: it is kept until it was last seen.
    { target: 'db', opened: '40m', closed: ['50m', '3h50m'] },
  ],
})
