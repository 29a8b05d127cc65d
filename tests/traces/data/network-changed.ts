import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'After a change of network what fails for seconds is not told, and what goes on failing is.',
  targets: {
    printer: { address: '192.168.1.9:631', results: { '0s': up, '10m': timeout } },
    web: { every: '5s', results: { '0s': up, '10m': refused, '10m7s': up } },
  },
  happens: [['10m', on('hotel')]],
  ends: '30m',
  notices: [told.down(['10m8s', '10m50s'], 'printer')],
  incidents: [{ target: 'printer', opened: ['10m', '10m30s'], closed: null }],
})
