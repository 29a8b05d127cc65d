import { trace } from '../format.ts'
import { edit } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Editing what is down, but for its address, leaves it the same outage.',
  targets: { db: { results: { '0s': up, '10m': refused, '30m': up } } },
  happens: [
    ['15m', edit('db', { name: 'db', intervalMs: 30_000 })],
    ['16m', edit('db', { confirmFailures: 1 })],
    ['17m', edit('db', { retryIntervalMs: 2000 })],
  ],
  ends: '1h',
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['30m', '30m36s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: ['30m', '30m31s'] }],
})
