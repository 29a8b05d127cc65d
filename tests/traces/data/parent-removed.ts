import { trace } from '../format.ts'
import { pause, remove } from '../happenings.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const lost = { '0s': up, '10m': timeout, '1h': up }

export default trace({
  rule: 'A parent that is removed, or paused, while it is down silences nothing any more.',
  settings: { remindAfterMs: null },
  targets: {
    router: { address: '192.168.1.1:80', results: lost },
    cam: { address: '192.168.1.30:554', dependsOn: ['router'], results: lost },
    gateway: { address: '192.168.1.3:80', results: lost },
    db: { dependsOn: ['gateway'], results: lost },
  },
  happens: [
    ['20m', remove('router')],
    ['30m', pause(['gateway'])],
  ],
  ends: '1h10m',
  notices: [
    told.down(['10m10s', '10m26s'], 'router', 'gateway'),
    told.stillDown(['20m', '20m50s'], 'cam'),
    told.stillDown(['30m', '30m50s'], 'db'),
    told.up(['1h', '1h26s'], 'cam', 'db'),
  ],
  incidents: null,
})
