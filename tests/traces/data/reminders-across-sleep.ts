import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Of the reminders that came due in a sleep one is told after it, once the target was seen to be down still.',
  targets: {
    db: { results: { '0s': up, '10m': refused, '11h': up } },
    web: { results: { '0s': up, '10m': refused, '2h': up } },
  },
  happens: [['20m', sleep('9h')]],
  ends: '12h',
  notices: [
    told.down(['10m5s', '10m11s'], 'db', 'web'),
    told.up(['9h20m', '9h20m21s'], 'web'),
    told.reminder(['9h20m', '9h21m30s'], 'db'),
    told.up(['11h', '11h6s'], 'db'),
  ],
  differs: {
    headless: {
      because: 'to it, a Linux sleep looks like a clock set forward, and that reminds of nothing',
      notices: [
        told.down(['10m5s', '10m11s'], 'db', 'web'),
        told.up(['9h20m', '9h20m21s'], 'web'),
        told.reminder(['10h10m', '10h11m'], 'db'),
        told.up(['11h', '11h6s'], 'db'),
      ],
    },
  },
  incidents: [
    { target: 'db', opened: '10m', closed: '11h' },
    { target: 'web', opened: '10m', closed: '19m45s', endUnknown: true },
  ],
})
