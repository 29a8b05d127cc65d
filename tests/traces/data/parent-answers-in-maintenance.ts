import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A parent that answers explains nothing, also while it is in a maintenance that found it down.',
  targets: {
    router: { address: '192.168.1.1:80', results: { '0s': up, '10m': refused, '25m': up } },
    camera: {
      address: '192.168.1.30:554',
      dependsOn: ['router'],
      results: { '0s': up, '40m': refused, '50m': up },
    },
  },
  settings: {
    maintenance: [
      {
        id: 'm',
        name: 'Firmware',
        targetIds: ['router'],
        tags: null,
        when: { kind: 'once', from: '2026-06-01T12:20:00Z', until: '2026-06-01T20:00:00Z' },
      },
    ],
  },
  ends: '1h',
  notices: [
    told.down(['10m5s', '10m15s'], 'router'),
    told.down(['40m5s', '41m'], 'camera'),
    told.up(['50m', '51m'], 'camera'),
  ],
  incidents: null,
})
