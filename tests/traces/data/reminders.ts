import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Still down is told after an hour and then every four, unless the target is not to be reminded of.',
  targets: {
    db: { every: '1m', results: { '0s': up, '10m': refused, '10h': up } },
    old: { every: '1m', options: { remind: false }, results: { '0s': up, '30m': refused, '9h': up } },
  },
  ends: '11h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.down(['30m5s', '30m11s'], 'old'),
    told.reminder(['1h10m', '1h10m40s'], 'db'),
    told.reminder(['5h10m', '5h11m'], 'db'),
    told.reminder(['9h10m', '9h11m'], 'db'),
    told.up(['9h', '9h6s'], 'old'),
    told.up(['10h', '10h6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '10h' },
    { target: 'old', opened: '30m', closed: '9h' },
  ],
})
