import { trace } from '../format.ts'
import { up, wrongStatus } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'One site that leads elsewhere at each failure is no captive portal, and is down like any other.',
  targets: {
    web: {
      address: 'http://web.example',
      results: {
        '0s': up,
        '10m': [
          { ...wrongStatus, redirectedTo: 'http://err1.example/' },
          { ...wrongStatus, redirectedTo: 'http://err2.example/' },
        ],
      },
    },
    other: { address: 'https://other.example', results: { '0s': up } },
    third: { address: 'http://third.example', results: { '0s': up } },
  },
  ends: '30m',
  notices: [told.down(['10m5s', '11m'], 'web')],
  incidents: [{ target: 'web', opened: '10m', closed: null }],
})
