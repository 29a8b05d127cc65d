import { trace } from '../format.ts'
import { type Outcome, refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const outOfFiles: Outcome = { reason: 'local-resources' }

export default trace({
  rule: "This machine's own fault confirms nothing and ends nothing.",
  targets: {
    db: { results: { '0s': up, '10m': refused, '10m1s': outOfFiles, '10m6s': up } },
    web: { results: { '0s': up, '20m': refused, '21m': outOfFiles, '23m': refused, '25m': up } },
  },
  ends: '30m',
  shows: { '22m': { web: 'no-data' } },
  notices: [told.down(['20m5s', '20m11s'], 'web'), told.up(['25m', '25m6s'], 'web')],
  incidents: [{ target: 'web', opened: '20m', closed: '25m' }],
})
