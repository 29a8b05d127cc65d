import { trace } from '../format.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'While a router is being worked on, what lies behind it is as silent as the router; afterwards nothing is left to tell.',
  settings: {
    maintenance: [
      {
        id: 'router',
        name: 'New router',
        targetIds: ['router'],
        tags: null,
        when: { kind: 'once', from: '2026-06-01T13:00:00Z', until: '2026-06-01T14:00:00Z' },
      },
    ],
  },
  targets: {
    router: { address: '192.168.1.1:80', results: { '0s': up, '1h10m': timeout, '1h40m': up } },
    cam: {
      address: '192.168.1.30:554',
      dependsOn: ['router'],
      results: { '0s': up, '1h10m': timeout, '1h40m': up, '2h30m': timeout, '2h40m': up },
    },
  },
  ends: '3h',
  notices: [told.down(['2h30m10s', '2h30m21s'], 'cam'), told.up(['2h40m', '2h40m21s'], 'cam')],
  incidents: null,
})
