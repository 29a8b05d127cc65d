import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A probe that began before the parent was back says nothing of the time since: it is made again.',
  targets: {
    router: { address: '192.168.1.1:80', every: '3s', results: { '0s': up, '10m': refused, '20m1s': up } },
    cam: {
      address: '192.168.1.30:554',
      every: '10m',
      dependsOn: ['router'],
      results: { '0s': up, '9m59s': timeout, '20m1s': up },
    },
  },
  ends: '1h',
  notices: [told.down(['10m3s', '10m15s'], 'router'), told.up(['20m1s', '20m10s'], 'router')],
  incidents: null,
})
