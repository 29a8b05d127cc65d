import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Targets that are said to depend on one another in a ring do not silence one another for ever.',
  targets: {
    a: { dependsOn: ['b'], results: { '0s': up, '10m': refused, '20m': up } },
    b: { dependsOn: ['a'], results: { '0s': up, '10m': refused, '20m': up } },
  },
  ends: '1h',
  notices: [
    told.inParts(2, told.down(['10m5s', '10m26s'], 'a', 'b')),
    told.inParts(2, told.up(['20m', '20m26s'], 'a', 'b')),
  ],
  incidents: [
    { target: 'a', opened: '10m', closed: '20m' },
    { target: 'b', opened: '10m', closed: '20m' },
  ],
})
