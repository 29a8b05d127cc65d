import { cycle, recurring } from '../cycle.ts'
import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'One that goes down and comes back every minute is told a few times, then as flapping, then when it settles.',
  targets: { port: { results: { '0s': up, ...cycle('10m', '40m', ['1m', refused], ['1m', up]), '40m': up } } },
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'port'),
    told.up(['11m', '11m6s'], 'port'),
    told.down(['12m5s', '12m11s'], 'port'),
    told.up(['13m', '13m6s'], 'port'),
    told.flapping(['14m', '15m'], 'port'),
    told.settledUp(['45m', '1h15m'], 'port'),
  ],
  incidents: recurring('port', '10m', '40m', '2m', '1m'),
})
