import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const seconds = Array.from({ length: 60 }, (_, nth) => nth * 10)

export default trace({
  rule: 'An interface that appears and vanishes all the time does not keep an outage from being told.',
  targets: { db: { results: { '0s': up, '10m': refused, '30m': up } } },
  happens: seconds.map((second, nth) => [`${480 + second}s`, on(nth % 2 === 0 ? 'vpn' : 'home')] as const),
  ends: '1h',
  notices: [told.down(['10m5s', '12m30s'], 'db'), told.up(['30m', '30m6s'], 'db')],
  incidents: [{ target: 'db', opened: ['10m', '12m30s'], closed: '30m' }],
})
