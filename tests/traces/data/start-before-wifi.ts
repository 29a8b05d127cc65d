import { trace } from '../format.ts'
import { offline, on, online } from '../happenings.ts'
import { dnsFailed, unreachable, up } from '../outcomes.ts'

export default trace({
  rule: 'Started before the Wi-Fi is there, it tells nothing of that.',
  targets: {
    db: { results: { '0s': unreachable, '14s': dnsFailed, '19s': up } },
    web: { address: 'https://web.example', results: { '0s': unreachable, '14s': dnsFailed, '19s': up } },
  },
  happens: [
    ['0s', on('none')],
    ['0s', offline],
    ['14s', on('home')],
    ['14s', online],
  ],
  ends: '10m',
  notices: [],
  incidents: [],
})
