import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What runs on this machine is judged also while it is offline.',
  targets: {
    local: { address: '127.0.0.1:5432', results: { '0s': up, '10m': refused, '15m': up } },
    web: { results: { '0s': up, '5m': unreachable, '20m': up } },
  },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['20m', on('home')],
    ['20m1s', online],
  ],
  ends: '40m',
  shows: { '12m': { local: 'down', web: 'no-data' } },
  notices: [told.offline(['6m', '6m12s']), told.down(['10m5s', '10m11s'], 'local'), told.up(['15m', '15m6s'], 'local')],
  incidents: [{ target: 'local', opened: '10m', closed: '15m' }],
})
