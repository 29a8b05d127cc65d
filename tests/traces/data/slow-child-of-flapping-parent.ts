import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { refused, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What is reached through a flapping target has time to come back with it, as behind any other.',
  targets: {
    router: {
      address: '192.168.1.1:80',
      results: { ...cycle('10m', '30m', ['1m', refused], ['1m', up]), '0s': up, '30m': refused, '40m10s': up },
    },
    cam: {
      address: '192.168.1.30:554',
      every: '5m',
      dependsOn: ['router'],
      results: { '0s': up, '30m': timeout, '40m10s': up },
    },
  },
  ends: '1h30m',
  notices: [
    told.down(['10m5s', '10m11s'], 'router'),
    told.up(['11m', '11m6s'], 'router'),
    told.down(['12m5s', '12m11s'], 'router'),
    told.up(['13m', '13m6s'], 'router'),
    told.flapping(['14m5s', '14m11s'], 'router'),
    told.settledUp(['50m', '51m'], 'router'),
  ],
  incidents: null,
  decisions: [{ target: 'cam', subject: 'down', outcome: 'suppressed', rule: 'parent-down' }],
})
