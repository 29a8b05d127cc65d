import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Offline when the quiet hours end: what was held back in them is told when the machine sees again, if it is still so.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30' } },
  startsAt: '2026-06-02T05:00:00Z',
  targets: {
    db: { results: { '0s': up, '1h': refused, '2h': unreachable, '3h': refused, '4h': up } },
    web: { results: { '0s': up, '1h': refused, '2h': unreachable, '3h': up } },
  },
  happens: [
    ['2h1s', on('none')],
    ['2h2s', offline],
    ['3h', on('home')],
    ['3h1s', online],
  ],
  ends: '5h',
  notices: [told.stillDown(['3h8s', '3h45s'], 'db'), told.up(['4h', '4h6s'], 'db')],
  incidents: null,
})
