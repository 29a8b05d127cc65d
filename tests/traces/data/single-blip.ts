import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'

export default trace({
  rule: 'A failure that the next look does not confirm is shown, and told to nobody.',
  targets: { db: { results: { '0s': up, '10m': refused, '10m4s': up } } },
  ends: '30m',
  shows: { '9m59s': { db: 'up' }, '10m2s': { db: 'confirming' }, '10m6s': { db: 'up' } },
  notices: [],
  incidents: [],
  decisions: [{ target: 'db', subject: 'down', outcome: 'suppressed', rule: 'not-confirmed' }],
})
