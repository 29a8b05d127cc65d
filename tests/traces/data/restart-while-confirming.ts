import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Restarted between the first failure and the second, an outage is told once, and a blip never.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '20m': up } },
    web: { results: { '0s': up, '10m': refused, '10m3s': up } },
  },
  happens: [['10m2s', restart()]],
  ends: '1h',
  notices: [told.down(['10m12s', '10m40s'], 'db'), told.up(['20m', '20m21s'], 'db')],
  incidents: [{ target: 'db', opened: ['10m', '10m30s'], closed: ['20m', '20m16s'] }],
})
