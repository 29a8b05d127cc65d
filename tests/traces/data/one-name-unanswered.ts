import { trace } from '../format.ts'
import { dnsTimeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Two targets of one name whose resolution fails while another name resolves are told.',
  targets: {
    a: { address: 'db.example:5432', results: { '0s': up, '10m': dnsTimeout, '20m': up } },
    b: { address: 'https://db.example', results: { '0s': up, '10m': dnsTimeout, '20m': up } },
    c: { results: { '0s': up } },
  },
  ends: '40m',
  notices: [
    told.inParts(2, told.down(['10m5s', '10m50s'], 'a', 'b')),
    told.inParts(2, told.up(['20m', '20m20s'], 'a', 'b')),
  ],
  incidents: [
    { target: 'a', opened: '10m', closed: '20m' },
    { target: 'b', opened: '10m', closed: '20m' },
  ],
})
