import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

const behind = { '0s': up, '10m': timeout, '30m': up }

export default trace({
  rule: 'When the VPN drops and nobody said what lies behind it, that is one notice, and one when it is back.',
  targets: {
    wiki: { address: 'https://wiki.corp', at: '10.8.3.4', results: behind },
    git: { at: '10.8.3.5', results: behind },
    ldap: { at: '10.8.3.6', results: behind },
    web: { results: { '0s': up } },
  },
  happens: [
    ['0s', on('vpn')],
    ['10m', on('home')],
    ['30m', on('vpn')],
  ],
  ends: '40m',
  notices: [
    told.inParts(2, told.down(['10m8s', '11m'], 'wiki', 'git', 'ldap')),
    told.inParts(2, told.up(['30m', '30m40s'], 'wiki', 'git', 'ldap')),
  ],
  incidents: [
    { target: 'wiki', opened: ['10m', '10m30s'], closed: '30m' },
    { target: 'git', opened: ['10m', '10m30s'], closed: '30m' },
    { target: 'ldap', opened: ['10m', '10m30s'], closed: '30m' },
  ],
})
