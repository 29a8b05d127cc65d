import { cycle, recurring } from '../cycle.ts'
import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'One that stops flapping by staying down is told as down then, and its recovery when it comes.',
  settings: { remindAfterMs: null },
  targets: {
    port: { results: { '0s': up, ...cycle('10m', '20m', ['1m', refused], ['1m', up]), '20m': refused, '2h': up } },
  },
  ends: '3h',
  notices: [
    told.down(['10m5s', '10m11s'], 'port'),
    told.up(['11m', '11m6s'], 'port'),
    told.down(['12m5s', '12m11s'], 'port'),
    told.up(['13m', '13m6s'], 'port'),
    told.flapping(['14m', '15m'], 'port'),
    told.settledDown(['25m', '1h'], 'port'),
    told.up(['2h', '2h6s'], 'port'),
  ],
  incidents: [...recurring('port', '10m', '20m', '2m', '1m'), { target: 'port', opened: '20m', closed: '2h' }],
})
