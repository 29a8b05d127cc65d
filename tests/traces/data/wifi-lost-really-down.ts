import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { refused, unreachable, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What died while the machine was offline is told when it sees again and things have settled.',
  targets: {
    db: { results: { '0s': up, '5m': unreachable, '6m': refused, '20m': up } },
    web: { results: { '0s': up, '5m': unreachable, '6m': up } },
  },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['6m', on('home')],
    ['6m1s', online],
  ],
  ends: '30m',
  notices: [told.down(['6m9s', '6m35s'], 'db'), told.up(['20m', '20m6s'], 'db')],
  incidents: [{ target: 'db', opened: ['6m', '6m25s'], closed: '20m' }],
})
