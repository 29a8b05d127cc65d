import { trace } from '../format.ts'
import { crash, restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'An outage that was confirmed but not yet told when the program ended is told by the next run, once.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '20m': up } },
    web: { results: { '0s': up, '30m': refused, '40m': up } },
  },
  settings: { gatherMs: 20_000 },
  happens: [
    ['10m8s', restart()],
    ['30m23s', crash()],
  ],
  ends: '1h',
  notices: [
    told.down(['10m8s', '10m50s'], 'db'),
    told.up(['20m', '20m41s'], 'db'),
    told.down(['30m23s', '31m10s'], 'web'),
    told.up(['40m', '40m41s'], 'web'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: ['20m', '20m16s'] },
    { target: 'web', opened: ['30m', '30m16s'], closed: ['40m', '40m16s'] },
  ],
})
