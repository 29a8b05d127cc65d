import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'An outage of exactly as many failures as confirm one is told, and its end.',
  targets: { db: { results: { '0s': up, '10m': refused, '10m6s': up } } },
  ends: '30m',
  shows: { '10m3s': { db: 'confirming' }, '10m6s': { db: 'down' }, '10m31s': { db: 'up' } },
  notices: [told.down(['10m5s', '10m11s'], 'db'), told.up(['10m15s', '10m21s'], 'db')],
  incidents: [{ target: 'db', opened: '10m', closed: '10m15s', codes: ['ConnectionFailed'] }],
  decisions: [
    { target: 'db', subject: 'down', outcome: 'told', rule: null },
    { target: 'db', subject: 'up', outcome: 'told', rule: null },
  ],
})
