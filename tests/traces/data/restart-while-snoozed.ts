import { trace } from '../format.ts'
import { restart, snooze } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A snooze outlives a restart; what is still down when it ends is told then.',
  targets: { db: { results: { '0s': up, '10m': refused, '2h': up } } },
  happens: [
    ['5m', snooze('db', '1h5m')],
    ['20m', restart()],
  ],
  ends: '3h',
  notices: [told.stillDown(['1h5m', '1h5m10s'], 'db'), told.up(['2h', '2h21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: ['2h', '2h16s'] }],
  decisions: [{ target: 'db', subject: 'down', outcome: 'suppressed', rule: 'snoozed' }],
})
