import { trace } from '../format.ts'
import { clock } from '../happenings.ts'
import { refused, up } from '../outcomes.ts'
import * as told from '../told.ts'

/** 56 years and a bit: from New Year 1970 to 1 June 2026. */
const years = '20604d'

export default trace({
  rule: 'A machine without a battery begins in 1970: what is down is told, and lasts minutes and not decades.',
  startsAt: '1970-01-01T00:00:00Z',
  targets: {
    db: { results: { '0s': refused, '10m': up } },
    web: { address: 'https://web.example', results: { '0s': up } },
  },
  happens: [['1m', clock(years)]],
  ends: '1h',
  notices: [told.down(['8s', '30s'], 'db'), told.saying(/for (9 m|10 m|9m|10m)/, told.up(['10m', '10m6s'], 'db'))],
  incidents: [{ target: 'db', opened: ['0s', '20s'], closed: '10m' }],
})
