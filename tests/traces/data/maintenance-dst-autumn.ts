import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A weekly window of four hours from 1:00 in Berlin begins by the clock and lasts four hours, in the night it is set back.',
  settings: {
    maintenance: [
      {
        id: 'updates',
        name: 'Updates',
        targetIds: null,
        tags: null,
        when: { kind: 'weekly', days: [0], from: '01:00', durationMs: 4 * 3_600_000, timeZone: 'Europe/Berlin' },
      },
    ],
  },
  startsAt: '2026-10-24T22:50:00Z',
  targets: { db: { every: '1m', results: { '0s': up, '2h': refused, '3h40m': up, '4h40m': refused, '4h50m': up } } },
  ends: '5h',
  notices: [told.down(['4h40m5s', '4h40m11s'], 'db'), told.up(['4h50m', '4h50m6s'], 'db')],
  incidents: [{ target: 'db', opened: '4h40m', closed: '4h50m' }],
})
