import { trace } from '../format.ts'
import { notifier } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A notifier that never answers is given up each time, and what comes after it is still handed over.',
  targets: {
    a: { results: { '0s': up, '10m': refused, '20m': up } },
    b: { results: { '0s': up, '10m15s': refused, '20m15s': up } },
    c: { results: { '0s': up, '10m30s': refused, '20m30s': up } },
    d: { results: { '0s': up, '10m45s': refused, '20m45s': up } },
  },
  happens: [
    ['9m', notifier('hangs')],
    ['15m', notifier('late')],
    ['20m20s', notifier('twice')],
  ],
  ends: '1h',
  notices: [
    told.down(['10m5s', '10m11s'], 'a'),
    told.down(['10m20s', '10m26s'], 'b'),
    told.down(['10m35s', '10m41s'], 'c'),
    told.down(['10m50s', '10m56s'], 'd'),
    told.up(['20m', '20m6s'], 'a'),
    told.up(['20m15s', '20m21s'], 'b'),
    told.up(['20m30s', '20m36s'], 'c'),
    told.up(['20m45s', '20m51s'], 'd'),
  ],
  incidents: [
    { target: 'a', opened: '10m', closed: '20m' },
    { target: 'b', opened: '10m15s', closed: '20m15s' },
    { target: 'c', opened: '10m30s', closed: '20m30s' },
    { target: 'd', opened: '10m45s', closed: '20m45s' },
  ],
})
