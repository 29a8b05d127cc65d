import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A parent that is looked at rarely is looked at when its child fails, before the child is told.',
  targets: {
    gateway: { address: '192.168.1.1:80', every: '10m', results: { '0s': up, '12m': refused, '50m': up } },
    db: { dependsOn: ['gateway'], results: { '0s': up, '12m': refused, '50m': up } },
  },
  ends: '2h',
  notices: [told.down(['12m5s', '12m30s'], 'gateway'), told.up(['50m', '1h1m'], 'gateway')],
  incidents: [
    { target: 'gateway', opened: ['12m', '12m15s'], closed: ['50m', '1h1m'] },
    { target: 'db', opened: '12m', closed: '50m' },
  ],
})
