import { trace } from '../format.ts'
import { notifier } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A notice that could not be shown is recorded as that, and holds up no other.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '1h': up } },
    web: { results: { '0s': up, '20m': refused, '30m': up } },
    api: { results: { '0s': up, '40m': refused, '50m': up } },
  },
  settings: { remindAfterMs: null },
  happens: [
    ['9m', notifier('fails')],
    ['15m', notifier('works')],
    ['39m', notifier('throws')],
    ['45m', notifier('works')],
  ],
  ends: '2h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db'),
    told.down(['20m5s', '20m11s'], 'web'),
    // Another is down, too, and may be back with it.
    told.up(['30m', '30m16s'], 'web'),
    told.down(['40m5s', '40m11s'], 'api'),
    told.up(['50m', '50m16s'], 'api'),
    told.up(['1h', '1h6s'], 'db'),
  ],
  incidents: [
    { target: 'db', opened: '10m', closed: '1h' },
    { target: 'web', opened: '20m', closed: '30m' },
    { target: 'api', opened: '40m', closed: '50m' },
  ],
  decisions: [
    { target: 'db', subject: 'down', outcome: 'suppressed', rule: 'not-delivered' },
    { target: 'api', subject: 'down', outcome: 'suppressed', rule: 'not-delivered' },
  ],
})
