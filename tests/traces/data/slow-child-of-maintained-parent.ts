import { trace } from '../format.ts'
import { timeout, up } from '../outcomes.ts'

export default trace({
  rule: 'What is reached through a target in maintenance has time to come back with it.',
  targets: {
    router: { address: '192.168.1.1:80', results: { '0s': up, '10m': timeout, '20m10s': up } },
    cam: {
      address: '192.168.1.30:554',
      every: '5m',
      dependsOn: ['router'],
      results: { '0s': up, '10m': timeout, '20m10s': up },
    },
  },
  settings: {
    maintenance: [
      {
        id: 'm',
        name: 'm',
        targetIds: ['router'],
        tags: null,
        when: { kind: 'once', from: '2026-06-01T12:05:00Z', until: '2026-06-01T13:00:00Z' },
      },
    ],
  },
  ends: '1h30m',
  notices: [],
  incidents: null,
  decisions: [{ target: 'cam', subject: 'down', outcome: 'suppressed', rule: 'parent-down' }],
})
