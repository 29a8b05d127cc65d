import { trace } from '../format.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'One server that is the only target is told like any other: that all targets fail is no sign of blindness.',
  targets: { nas: { address: '192.168.1.5:22', results: { '0s': up, '10m': timeout, '1h': up } } },
  settings: { remindAfterMs: null },
  ends: '2h',
  notices: [told.down(['10m10s', '10m21s'], 'nas'), told.up(['1h', '1h26s'], 'nas')],
  incidents: [{ target: 'nas', opened: '10m', closed: '1h', codes: ['Timeout'] }],
})
