import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Still down is told after an hour and then every four, unless the target is not to be reminded of.',
  targets: {
    db: { every: '1m', results: { '0s': up, '10m': refused, '5h40m': up } },
    old: { every: '1m', options: { remind: false }, results: { '0s': up, '30m': refused, '5h30m': up } },
  },
  ends: '5h50m',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.down(['30m5s', '30m11s'], 'old'),
    told.reminder(['1h10m', '1h10m40s'], 'db'),
    told.reminder(['5h10m', '5h11m'], 'db'),
    told.up(['5h30m', '5h30m16s'], 'old'),
    told.up(['5h40m', '5h40m6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '5h40m' },
    { target: 'old', opened: '30m', closed: '5h30m' },
  ],
})
