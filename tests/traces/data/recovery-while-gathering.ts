import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What recovers while its notice waits for company is not in it, and its recovery is not told either.',
  targets: {
    quick: { every: '3s', results: { '0s': up, '10m': refused, '10m3s': up } },
    db: { results: { '0s': up, '10m': refused, '20m': up } },
  },
  ends: '1h',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['20m', '20m6s'], 'db')],
  incidents: [
    { target: 'quick', opened: '10m', closed: '10m3s' },
    { target: 'db', opened: '10m', closed: '20m' },
  ],
  decisions: [{ target: 'quick', subject: 'down', outcome: 'suppressed', rule: 'recovered-meanwhile' }],
})
