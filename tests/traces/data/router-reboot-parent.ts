import { trace } from '../format.ts'
import { many } from '../many.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const ids = many('server', 30)
const behind = { '0s': up, '10m': timeout, '11m30s': up }

export default trace({
  rule: 'Thirty servers that are said to lie behind a router are silent while it reboots: it is told, alone.',
  targets: {
    router: { address: '192.168.1.1:80', every: '1m', results: behind },
    ...Object.fromEntries(
      ids.map((id, nth) => [id, { address: `198.51.100.${nth + 1}:443`, dependsOn: ['router'], results: behind }]),
    ),
  },
  ends: '30m',
  notices: [told.down(['10m10s', '10m26s'], 'router'), told.up(['11m30s', '12m10s'], 'router')],
  incidents: ['router', ...ids].map((target) => ({ target, opened: '10m', closed: ['11m30s', '12m1s'] })),
  decisions: [{ target: 'server01', subject: 'down', outcome: 'suppressed', rule: 'parent-down' }],
})
