import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import * as happening from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Snoozed until it recovers while it flaps, a target is told of again once it has settled up.',
  targets: {
    database: {
      results: { '0s': up, ...cycle('10m', '20m', ['1m', refused], ['1m', up]), '20m': up, '2h': refused, '3h': up },
    },
  },
  happens: [['16m', happening.snooze('database', null)]],
  ends: '4h',
  notices: [
    told.down(['10m5s', '10m11s'], 'database'),
    told.up(['11m', '11m6s'], 'database'),
    told.down(['12m5s', '12m11s'], 'database'),
    told.up(['13m', '13m6s'], 'database'),
    told.flapping(['14m', '15m'], 'database'),
    told.settledUp(['20m', '1h'], 'database'),
    told.down(['2h5s', '2h15s'], 'database'),
    told.up(['3h', '3h15s'], 'database'),
  ],
  incidents: null,
})
