import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const lost = { '0s': up, '10m': timeout, '20m': up }

export default trace({
  rule: 'What is reached through something that is reached through something else is silent with either.',
  targets: {
    router: { address: '192.168.1.1:80', results: lost },
    switch: { address: '192.168.1.2:80', dependsOn: ['router'], results: { ...lost, '30m': refused, '35m': up } },
    cam: { address: '192.168.1.30:554', dependsOn: ['switch'], results: { ...lost, '30m': timeout, '35m': up } },
  },
  ends: '1h',
  notices: [
    told.down(['10m10s', '10m26s'], 'router'),
    told.up(['20m', '20m26s'], 'router'),
    told.down(['30m5s', '30m16s'], 'switch'),
    told.up(['35m', '35m21s'], 'switch'),
  ],
  incidents: [
    { target: 'router', opened: '10m', closed: '20m' },
    { target: 'switch', opened: '10m', closed: '20m' },
    { target: 'cam', opened: '10m', closed: '20m' },
    { target: 'switch', opened: '30m', closed: '35m' },
    { target: 'cam', opened: '30m', closed: '35m' },
  ],
})
