import { trace } from '../format.ts'
import { on } from '../happenings.ts'
import { notFound, timeout, up } from '../outcomes.ts'
import * as told from '../told.ts'

export default trace({
  rule: 'When the VPN drops, its gateway is told and what lies behind it is not.',
  targets: {
    gateway: { address: '10.8.0.1:443', results: { '0s': up, '10m': timeout, '30m': up } },
    wiki: {
      address: 'https://wiki.corp',
      at: '10.8.3.4',
      dependsOn: ['gateway'],
      results: { '0s': up, '10m': notFound, '30m': up },
    },
    git: { at: '10.8.3.5', dependsOn: ['gateway'], results: { '0s': up, '10m': timeout, '30m': up } },
    web: { results: { '0s': up } },
  },
  happens: [
    ['0s', on('vpn')],
    ['10m', on('home')],
    ['30m', on('vpn')],
  ],
  ends: '40m',
  shows: { '15m': { gateway: 'down', web: 'up' } },
  notices: [told.down(['10m8s', '10m50s'], 'gateway'), told.up(['30m', '30m26s'], 'gateway')],
  incidents: [
    { target: 'gateway', opened: ['10m', '10m30s'], closed: '30m' },
    { target: 'wiki', opened: ['10m', '10m30s'], closed: '30m' },
    { target: 'git', opened: ['10m', '10m30s'], closed: '30m' },
  ],
  decisions: [
    { target: 'wiki', subject: 'down', outcome: 'suppressed', rule: 'parent-down' },
    { target: 'git', subject: 'down', outcome: 'suppressed', rule: 'parent-down' },
  ],
})
