import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A restart in the middle of flapping begins nothing anew.',
  targets: { port: { results: { '0s': up, ...cycle('10m', '30m', ['1m', refused], ['1m', up]), '30m': up } } },
  happens: [['20m30s', restart()]],
  ends: '1h30m',
  notices: [
    told.down(['10m5s', '10m11s'], 'port'),
    told.up(['11m', '11m6s'], 'port'),
    told.down(['12m5s', '12m11s'], 'port'),
    told.up(['13m', '13m6s'], 'port'),
    told.flapping(['14m', '15m'], 'port'),
    told.settledUp(['35m', '1h5m'], 'port'),
  ],
  incidents: null,
})
