import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'What is down when the program starts is told once, when things have settled.',
  targets: { db: { results: { '0s': refused, '10m': up } }, web: { results: { '0s': up } } },
  ends: '30m',
  shows: { '7s': { db: 'confirming', web: 'up' } },
  notices: [told.down(['8s', '30s'], 'db'), told.up(['10m', '10m6s'], 'db')],
  incidents: [{ target: 'db', opened: ['0s', '20s'], closed: '10m' }],
})
