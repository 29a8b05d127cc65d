import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Where changes of the reason are not to be told, the incident has them all the same; one odd answer is no change.',
  settings: { tellCodeChanges: false },
  targets: {
    db: { results: { '0s': up, '10m': timeout, '15m': refused, '20m': up } },
    web: { results: { '0s': up, '40m': refused, '44m59s': timeout, '45m14s': refused, '50m': up } },
  },
  ends: '1h',
  notices: [
    told.down(['10m10s', '10m21s'], 'db'),
    told.up(['20m', '20m6s'], 'db'),
    told.down(['40m5s', '40m11s'], 'web'),
    told.up(['50m', '50m6s'], 'web'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '20m', codes: ['Timeout', 'ConnectionFailed'] },
    { target: 'web', opened: '40m', closed: '50m' },
  ],
})
