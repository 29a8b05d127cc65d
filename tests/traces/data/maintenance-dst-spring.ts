import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A weekly window of four hours from 1:00 in Berlin begins by the clock and lasts four hours, in the night it is set forward.',
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
  startsAt: '2026-03-28T22:00:00Z',
  targets: { db: { results: { '0s': up, '3h': refused, '5h30m': up, '7h': refused, '7h10m': up } } },
  ends: '8h',
  notices: [told.down(['7h5s', '7h11s'], 'db'), told.up(['7h10m', '7h10m6s'], 'db')],
  incidents: [{ target: 'db', opened: '7h', closed: '7h10m' }],
})
