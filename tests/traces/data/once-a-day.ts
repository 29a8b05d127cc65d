import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A target looked at once a day is confirmed within seconds, not tomorrow.',
  settings: { remindAfterMs: null },
  targets: { backup: { every: '24h', results: { '0s': up, '20h': refused, '25h': up } } },
  happens: [['24h1m', sleep('23h58m', { announces: 'both' })]],
  ends: '48h10m',
  notices: [told.down(['24h5s', '24h11s'], 'backup'), told.up(['47h59m', '48h6s'], 'backup')],
  incidents: [{ target: 'backup', opened: '24h', closed: '24h5s', endUnknown: true }],
})
