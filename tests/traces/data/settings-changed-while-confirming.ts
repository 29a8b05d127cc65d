import { trace } from '../format.ts'
import { settings } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'More confirmation asked for in the middle of confirming is asked of that failure too.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '10m9s': up } },
    web: { results: { '0s': up, '20m': refused, '30m': up } },
  },
  happens: [['10m2s', settings({ confirmFailures: 4 })]],
  ends: '1h',
  notices: [told.down(['20m15s', '20m26s'], 'web'), told.up(['30m', '30m6s'], 'web')],
  incidents: [{ target: 'web', opened: '20m', closed: '30m' }],
})
