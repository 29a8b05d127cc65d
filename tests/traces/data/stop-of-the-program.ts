import { trace } from '../format.ts'
import { stop } from '../happenings.ts'
import { up } from '../outcomes.ts'

export default trace({
  rule: 'A program that stood still for a minute says nothing of its targets, and has a gap.',
  targets: { db: { results: { '0s': up } }, web: { every: '5s', results: { '0s': up } } },
  happens: [['10m2s', stop('60s')]],
  ends: '30m',
  notices: [],
  incidents: [],
  gaps: [{ cause: 'asleep', from: '10m2s' }],
})
