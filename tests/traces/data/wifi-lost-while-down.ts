import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Being offline neither ends an outage nor begins it anew.',
  targets: {
    db: { results: { '0s': up, '3m': refused, '5m': unreachable, '6m': refused, '20m': up } },
    web: { results: { '0s': up, '5m': unreachable, '6m': up } },
  },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['5m50s', on('home')],
    ['5m51s', online],
  ],
  ends: '30m',
  notices: [told.down(['3m5s', '3m11s'], 'db'), told.up(['20m', '20m6s'], 'db')],
  incidents: [{ target: 'db', opened: '3m', closed: '20m' }],
})
