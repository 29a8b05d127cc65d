import { trace } from '../format.ts'
import { dnsTimeout, refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

const named = { '0s': up, '10m': dnsTimeout, '20m': up }

export default trace({
  rule: 'When the resolver dies no named target is told, and one given by address still is.',
  targets: {
    a: { results: named },
    b: { address: 'https://b.example', results: named },
    c: { every: '1m', results: named },
    address: { address: '198.51.100.7:22', results: { '0s': up, '15m': refused, '18m': up } },
  },
  ends: '40m',
  shows: { '13m': { a: 'no-data', b: 'no-data', c: 'no-data', address: 'up' }, '22m': { a: 'up', b: 'up', c: 'up' } },
  notices: [
    told.titled(/DNS/, told.offline(['11m', '11m40s'])),
    told.down(['15m5s', '15m30s'], 'address'),
    told.up(['18m', '18m6s'], 'address'),
  ],
  incidents: [{ target: 'address', opened: '15m', closed: '18m' }],
})
