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
  startsAt: '2026-10-24T22:00:00Z',
  targets: { db: { results: { '0s': up, '3h': refused, '4h30m': up, '5h30m': refused, '5h40m': up } } },
  ends: '8h',
  notices: [told.down(['5h30m5s', '5h30m11s'], 'db'), told.up(['5h40m', '5h40m6s'], 'db')],
  incidents: [{ target: 'db', opened: '5h30m', closed: '5h40m' }],
})
