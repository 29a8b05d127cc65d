import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Where two successes end an outage, one does not.',
  targets: {
    db: {
      options: { confirmRecoveries: 2 },
      results: { '0s': up, '10m': refused, '15m': up, '15m4s': refused, '20m': up },
    },
  },
  ends: '30m',
  shows: { '15m2s': { db: 'confirming' }, '15m6s': { db: 'down' } },
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['20m5s', '20m21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '20m' }],
})
