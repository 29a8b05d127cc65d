import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Down for half an hour and up for half an hour is no flapping: each time is told.',
  settings: { remindAfterMs: null },
  targets: {
    port: { results: { '0s': up, '30m': refused, '1h': up, '1h30m': refused, '2h': up, '2h30m': refused, '3h': up } },
  },
  ends: '4h',
  notices: [
    told.down(['30m5s', '30m11s'], 'port'),
    told.up(['1h', '1h6s'], 'port'),
    told.down(['1h30m5s', '1h30m11s'], 'port'),
    told.up(['2h', '2h6s'], 'port'),
    told.down(['2h30m5s', '2h30m11s'], 'port'),
    told.up(['3h', '3h6s'], 'port'),
  ],
  incidents: [
    { target: 'port', opened: '30m', closed: '1h' },
    { target: 'port', opened: '1h30m', closed: '2h' },
    { target: 'port', opened: '2h30m', closed: '3h' },
  ],
})
