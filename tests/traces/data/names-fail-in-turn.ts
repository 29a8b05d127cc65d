import { trace } from '../format.ts'
import { dnsFailed, notFound, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'A dead resolver is believed for an hour in all, also where its sign comes and goes.',
  targets: {
    intranet: { results: { '0s': up, '10m': [dnsFailed, notFound] } },
    wiki: { results: { '0s': up, '10m': dnsFailed } },
    gate: { address: '203.0.113.5:443', results: { '0s': up } },
  },
  settings: { remindAfterMs: null },
  ends: '2h',
  shows: {
    '40m': { intranet: 'no-data', wiki: 'no-data', gate: 'up' },
    '1h30m': { intranet: 'down', wiki: 'down', gate: 'up' },
  },
  notices: [told.down(['1h10m', '1h10m30s'], 'intranet', 'wiki')],
  incidents: null,
})
