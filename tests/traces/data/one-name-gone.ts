import { trace } from '../format.ts'
import { notFound, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A name that alone is no longer found is an outage of that target.',
  targets: {
    a: { results: { '0s': up, '10m': notFound, '20m': up } },
    b: { address: 'https://b.example', results: { '0s': up } },
    c: { results: { '0s': up } },
  },
  ends: '40m',
  notices: [told.down(['10m5s', '10m12s'], 'a'), told.up(['20m', '20m6s'], 'a')],
  incidents: [{ target: 'a', opened: '10m', closed: '20m' }],
})
