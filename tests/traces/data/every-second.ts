import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'At an interval of a second two failures still make an outage, and one does not.',
  targets: { db: { every: '1s', results: { '0s': up, '1m': refused, '1m500ms': up, '5m': refused, '6m': up } } },
  ends: '10m',
  notices: [told.down(['5m1s', '5m7s'], 'db'), told.up(['6m', '6m6s'], 'db')],
  incidents: [{ target: 'db', opened: '5m', closed: '6m' }],
})
