import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A child is silent while its parent is down, told if it stays down after it, and told alone when it fails alone.',
  targets: {
    switch: { address: '192.168.1.2:80', results: { '0s': up, '10m': timeout, '20m': up } },
    cam: {
      address: '192.168.1.30:554',
      dependsOn: ['switch'],
      results: { '0s': up, '10m': timeout, '20m': up, '40m': refused, '45m': up },
    },
    nas: { address: '192.168.1.31:22', dependsOn: ['switch'], results: { '0s': up, '10m': timeout, '30m': up } },
  },
  ends: '1h',
  notices: [
    told.down(['10m10s', '10m26s'], 'switch'),
    told.up(['20m', '20m26s'], 'switch'),
    told.stillDown(['20m', '20m40s'], 'nas'),
    told.up(['30m', '30m26s'], 'nas'),
    told.down(['40m5s', '40m11s'], 'cam'),
    told.up(['45m', '45m6s'], 'cam'),
  ],
  incidents: [
    { target: 'switch', opened: '10m', closed: '20m' },
    { target: 'cam', opened: '10m', closed: '20m' },
    { target: 'nas', opened: '10m', closed: '30m' },
    { target: 'cam', opened: '40m', closed: '45m' },
  ],
  decisions: [
    { target: 'cam', subject: 'down', outcome: 'suppressed', rule: 'parent-down' },
    { target: 'nas', subject: 'down', outcome: 'suppressed', rule: 'parent-down' },
  ],
})
