import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

const poor = cycle('10m', '15m', ['22s', unreachable], ['38s', up])
const minutes = [10, 11, 12, 13, 14]

export default trace({
  rule: 'In a train the network comes and goes: no target is told for it, and one that is really down is, in the end.',
  targets: {
    web: { every: '5s', results: { '0s': up, ...poor, '15m': up } },
    db: { results: { '0s': up, '10m': refused, '40m': up } },
  },
  happens: minutes.flatMap((minute) => [
    [`${minute}m1s`, on('none')] as const,
    [`${minute}m1s`, offline] as const,
    [`${minute}m21s`, on('home')] as const,
    [`${minute}m22s`, online] as const,
  ]),
  ends: '1h',
  notices: [told.down(['10m5s', '15m30s'], 'db'), told.up(['40m', '40m6s'], 'db')],
  incidents: null,
})
