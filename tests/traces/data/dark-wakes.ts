import { cycle } from '../cycle.ts'
import { trace } from '../format.ts'
import { sleep } from '../happenings.ts'
import { dnsFailed, up } from '../outcomes.ts'
import * as told from '../told.ts'

const night = { '0s': up, ...cycle('1h', '5h', ['59m', up], ['1m', dnsFailed]), '5h': up }

export default trace({
  rule: 'A laptop that wakes every hour of the night for half a minute, without a network for us, tells nothing.',
  targets: { db: { results: night }, web: { address: 'https://web.example', results: night } },
  happens: [
    ['1h', sleep('59m5s')],
    ['1h59m45s', sleep('59m20s')],
    ['2h59m45s', sleep('59m20s')],
    ['3h59m45s', sleep('1h20m')],
  ],
  ends: '6h',
  notices: [],
  incidents: [],
  differs: {
    headless: {
      because: 'it is not told of sleeps, so that half minutes without names add up to one that is worth telling',
      notices: [told.titled(/DNS/, told.offline(['2h', '5h']))],
    },
  },
})
