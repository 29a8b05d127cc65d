import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'Put to sleep between confirming an outage and telling it: on waking it is told if it goes on, and else never.',
  settings: { gatherMs: 20_000 },
  targets: {
    db: { results: { '0s': up, '10m': refused, '2h': up } },
    web: { results: { '0s': up, '10m': refused, '30m': up } },
  },
  happens: [['10m8s', sleep('1h')]],
  ends: '3h',
  notices: [told.stillDown(['1h10m8s', '1h10m55s'], 'db'), told.up(['2h', '2h21s'], 'db')],
  incidents: null,
})
