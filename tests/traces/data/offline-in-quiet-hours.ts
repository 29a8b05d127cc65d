import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Offline when the quiet hours end: what was held back in them is told when the machine sees again, if it is still so.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' } },
  startsAt: '2026-06-02T06:00:00Z',
  targets: {
    db: { results: { '0s': up, '30m': refused, '1h': unreachable, '2h': refused, '2h30m': up } },
    web: { results: { '0s': up, '30m': refused, '1h': unreachable, '2h': up } },
  },
  happens: [
    ['1h1s', on('none')],
    ['1h2s', offline],
    ['2h', on('home')],
    ['2h1s', online],
  ],
  ends: '2h40m',
  notices: [told.stillDown(['2h8s', '2h45s'], 'db'), told.up(['2h30m', '2h30m6s'], 'db')],
  incidents: null,
})
