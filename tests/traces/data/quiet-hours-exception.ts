import { trace } from '../format.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'In quiet hours a target of an excepted tag is told at once.',
  settings: { quietHours: { enabled: true, from: '22:00', to: '07:30', exceptTags: ['on-call'] } },
  startsAt: '2026-06-01T23:00:00Z',
  targets: {
    pager: { tags: ['on-call'], results: { '0s': up, '10m': refused, '20m': up } },
    web: { results: { '0s': up, '10m': refused, '20m': up } },
  },
  ends: '1h',
  notices: [told.down(['10m5s', '10m11s'], 'pager'), told.up(['20m', '20m6s'], 'pager')],
  incidents: [
    { target: 'pager', opened: '10m', closed: '20m' },
    { target: 'web', opened: '10m', closed: '20m' },
  ],
})
