import { trace } from '../format.ts'
import { restart } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Restarting often does not put off the reminder, nor does it repeat it.',
  targets: { db: { results: { '0s': up, '10m': refused, '4h': up } } },
  happens: [
    ['30m', restart()],
    ['50m', restart()],
    ['1h5m', restart()],
    ['1h30m', restart()],
    ['2h20m', restart()],
  ],
  ends: '5h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.reminder(['1h10m', '1h10m40s'], 'db'),
    told.up(['4h', '4h21s'], 'db'),
  ],
  incidents: [{ target: 'db', opened: '10m', closed: ['4h', '4h16s'] }],
})
