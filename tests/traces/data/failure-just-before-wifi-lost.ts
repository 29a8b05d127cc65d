import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { unreachable, up } from '../outcomes.ts'

export default trace({
  rule: 'Failures seen just before the sign that the network was gone are its as well, also where one is enough.',
  settings: { confirmFailures: 1 },
  targets: {
    db: { results: { '0s': up, '9m59s': unreachable, '10m40s': up } },
    web: { every: '5s', results: { '0s': up, '9m59s': unreachable, '10m40s': up } },
  },
  happens: [
    ['10m2s', on('none')],
    ['10m2s', offline],
    ['10m40s', on('home')],
    ['10m41s', online],
  ],
  ends: '30m',
  notices: [],
  incidents: null,
})
