import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Still down for another reason is told once that reason is confirmed, within one incident.',
  targets: { db: { results: { '0s': up, '10m': timeout, '15m': refused, '20m': up } } },
  ends: '30m',
  notices: [
    told.down(['10m10s', '10m21s'], 'db'),
    told.changed(['15m', '15m26s'], 'db'),
    told.up(['20m', '20m6s'], 'db'),
  ],
  incidents: [{ target: 'db', opened: '10m', closed: '20m', codes: ['Timeout', 'ConnectionFailed'] }],
})
