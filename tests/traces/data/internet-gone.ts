import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { timeout, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'While only the internet is gone, a server on the same network is judged, by address or by name.',
  targets: {
    nas: { address: '192.168.1.5:22', results: { '0s': up, '10m': timeout, '15m': up } },
    printer: { address: 'printer.lan:631', at: '192.168.1.9', results: { '0s': up, '30m': timeout, '35m': up } },
    web: { results: { '0s': up, '5m': unreachable, '50m': up } },
  },
  happens: [
    ['5m1s', on('lanOnly')],
    ['50m', on('home')],
  ],
  ends: '1h',
  shows: { '12m': { nas: 'down', printer: 'up', web: 'no-data' } },
  notices: [
    told.offline(['6m', '6m12s']),
    told.down(['10m10s', '10m25s'], 'nas'),
    told.up(['15m', '15m21s'], 'nas'),
    told.down(['30m10s', '30m25s'], 'printer'),
    told.up(['35m', '35m21s'], 'printer'),
  ],
  incidents: [
    { target: 'nas', opened: '10m', closed: '15m' },
    { target: 'printer', opened: '30m', closed: '35m' },
  ],
})
