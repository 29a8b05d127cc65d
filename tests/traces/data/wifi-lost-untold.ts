import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { unreachable, up } from '../outcomes.ts'

export default trace({
  rule: 'Who does not want to hear of being offline does not, and is told of no target either.',
  settings: { tellOffline: false },
  targets: { db: { results: { '0s': up, '5m': unreachable, '25m': up } } },
  happens: [
    ['5m1s', on('none')],
    ['5m2s', offline],
    ['25m', on('home')],
    ['25m1s', online],
  ],
  ends: '1h',
  notices: [],
  incidents: [],
})
