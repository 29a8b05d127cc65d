import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { unreachable, up } from '../outcomes.ts'

const waking = { '0s': up, '1h': unreachable, '8h10m7s': up }

export default trace({
  rule: 'Seven seconds until the network is there after waking are told to nobody, at any interval and with no names involved.',
  targets: {
    nas: { address: '198.51.100.5:22', every: '5s', results: waking },
    web: { address: '198.51.100.6:443', results: waking },
    far: { address: '198.51.100.7:443', every: '1m', options: { confirmFailures: 1 }, results: waking },
  },
  happens: [['10m', sleep('8h')]],
  ends: '8h20m',
  notices: [],
  incidents: [],
})
