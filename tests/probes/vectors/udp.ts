import { expect } from 'vitest'
import { closedUdpPort, echoUdp, forgetfulUdp, replyUdp, silentUdp, type UdpLabServer } from '../../lab/udp-servers.ts'
import { at, bytes, udpSpec } from './lab.ts'
import type { Row } from './row.ts'

export const udpRows: readonly Row[] = [
  {
    id: 'U1',
    title: 'a closed port',
    run: async (lab) => udpSpec({ target: at(await lab.use(closedUdpPort())) }),
    expect: {
      code: 2,
      reason: 'refused',
      underMs: 1000,
      check: ({ message, target, detail, confirmed }) => {
        expect(message).toBe(`udp ${target} reported its port closed.`)
        expect(detail).toMatchObject({ code: 'ECONNREFUSED', port: target.split(':')[1] })
        expect(confirmed).toBe(true)
      },
    },
  },
  {
    id: 'U1',
    title: 'a name whose addresses all refuse',
    run: async (lab) => {
      const closed = await lab.use(closedUdpPort())
      lab.name('two.test', [
        { address: '127.0.0.2', family: 4 },
        { address: closed.address, family: 4 },
      ])
      return udpSpec({ target: `two.test:${closed.port}` })
    },
    expect: { code: 2, reason: 'refused', underMs: 1000 },
  },
  silentRow(),
  {
    id: 'U3',
    title: 'an echo',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())) }),
    expect: {
      code: 0,
      reason: null,
      underMs: 500,
      check: (result) => {
        expect(result.confirmed).toBe(true)
        expect(result.responseTimeMs).toBeGreaterThan(0)
        expect(result.timings.firstByte).toBeGreaterThan(0)
        expect(result.remoteAddress).toBe(result.target)
        expect(result.message).toMatch(/^udp 127\.0\.0\.1:\d+ answered in [\d.]+ ms\.$/)
      },
    },
  },
  {
    id: 'U3',
    title: 'an echo that lost the first datagram',
    run: async (lab) => udpSpec({ target: at(await lab.use(forgetfulUdp())), readTimeoutMs: 600 }),
    expect: {
      code: 0,
      atLeastMs: 300,
      underMs: 550,
      check: ({ confirmed }) => expect(confirmed).toBe(true),
    },
  },
  {
    id: 'U3',
    title: 'an empty datagram in reply',
    run: async (lab) => udpSpec({ target: at(await lab.use(replyUdp(['']))) }),
    expect: { code: 0, underMs: 500, check: ({ confirmed }) => expect(confirmed).toBe(true) },
  },
  {
    id: 'U3',
    title: 'a name whose first address refuses',
    run: async (lab) => {
      const server = await lab.use(echoUdp())
      lab.name('two.test', [
        { address: '127.0.0.2', family: 4 },
        { address: server.address, family: 4 },
      ])
      return udpSpec({ target: `two.test:${server.port}` })
    },
    expect: {
      code: 0,
      underMs: 500,
      check: ({ remoteAddress }) => expect(remoteAddress).toMatch(/^127\.0\.0\.1:/),
    },
  },
  {
    id: 'U3',
    title: 'an echo on IPv6',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp({ address: '::1' }))) }),
    expect: { code: 0, check: ({ remoteAddress, target }) => expect(remoteAddress).toBe(target) },
  },
  {
    id: 'U4',
    title: 'an echo of what was sent',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(echoUdp())), send: bytes('status?'), expect: bytes('status?') }),
    expect: {
      code: 0,
      underMs: 500,
      check: ({ message }) => expect(message).toMatch(/ answered with "status\?" in [\d.]+ ms\.$/),
    },
  },
  {
    id: 'U4',
    title: 'one byte X where nothing else is to be sent',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())), expect: bytes('X') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'U4',
    title: 'text beyond the first kilobyte',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(replyUdp([`${'a'.repeat(40_000)}SSH`]))), expect: bytes('SSH') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'U5',
    title: 'a silent server',
    run: async (lab) => udpSpec({ target: at(await lab.use(silentUdp())), expect: bytes('pong'), readTimeoutMs: 600 }),
    expect: {
      code: 3,
      reason: 'read-timeout',
      atLeastMs: 600,
      underMs: 800,
      check: ({ message, target, confirmed }) => {
        expect(message).toBe(`udp ${target} sent nothing within 600 ms.`)
        expect(confirmed).toBe(true)
      },
    },
  },
  {
    id: 'U6',
    title: 'a closed port, a reply expected',
    run: async (lab) => udpSpec({ target: at(await lab.use(closedUdpPort())), expect: bytes('pong') }),
    expect: { code: 2, reason: 'refused', underMs: 1000 },
  },
  {
    id: 'U7',
    title: 'the wrong reply, then the right one',
    run: async (lab) => udpSpec({ target: at(await lab.use(replyUdp(['busy', '', 'pong']))), expect: bytes('pong') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'U8',
    title: 'only the wrong reply',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(replyUdp(['busy']))), expect: bytes('pong'), readTimeoutMs: 600 }),
    expect: {
      code: 4,
      reason: 'mismatch',
      atLeastMs: 600,
      underMs: 800,
      check: ({ message, detail }) => {
        expect(message).toMatch(/ answered, but without "pong" within 600 ms; it sent "busy"\.$/)
        expect(detail).toEqual({ expected: 'pong' })
      },
    },
  },
  {
    id: 'U8',
    title: 'only an empty reply',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(replyUdp(['']))), expect: bytes('pong'), readTimeoutMs: 400 }),
    expect: { code: 4, reason: 'mismatch', atLeastMs: 400 },
  },
  {
    id: 'U8',
    title: 'the text split over two datagrams',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(replyUdp(['po', 'ng']))), expect: bytes('pong'), readTimeoutMs: 400 }),
    expect: { code: 4, reason: 'mismatch', atLeastMs: 400 },
  },
  {
    id: 'U8',
    title: 'NUL bytes that no one has sent',
    run: async (lab) =>
      udpSpec({ target: at(await lab.use(replyUdp(['busy']))), expect: bytes('\0'), readTimeoutMs: 400 }),
    expect: { code: 4, reason: 'mismatch', atLeastMs: 400 },
  },
  {
    id: 'send',
    title: 'a text no datagram can hold',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())), send: new Uint8Array(65_536) }),
    expect: { code: 2, reason: 'send-failed', underMs: 500 },
  },
  {
    id: 'address',
    title: 'a name that cannot exist',
    run: () => udpSpec({ target: 'a..b:53' }),
    expect: { code: 2, reason: 'dns-not-found' },
  },
  {
    id: 'address',
    title: 'a source of another family than the target',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())), interface: '::1' }),
    expect: { code: 2, reason: 'no-address' },
  },
  {
    id: 'address',
    title: 'a source this machine does not have',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())), interface: '192.0.2.99' }),
    expect: { code: 2, reason: 'no-address' },
  },
  {
    id: 'address',
    title: 'a source chosen by the name of its interface',
    run: async (lab) => udpSpec({ target: at(await lab.use(echoUdp())), interface: 'lo' }),
    expect: { code: process.platform === 'linux' ? 0 : [0, 2] },
  },
]

function silentRow(): Row {
  let server: UdpLabServer | null = null
  return {
    id: 'U2',
    title: 'a silent server',
    run: async (lab) => {
      server = await lab.use(silentUdp())
      return udpSpec({ target: at(server), readTimeoutMs: 1000 })
    },
    expect: {
      code: 0,
      reason: null,
      atLeastMs: 1000,
      underMs: 1200,
      check: ({ confirmed, responseTimeMs, message, target }) => {
        expect(confirmed).toBe(false)
        expect(responseTimeMs).toBeNull()
        expect(message).toBe(`udp ${target} did not refuse within 1 s; no reply came.`)
        expect(server?.received(), 'once, and again at half time').toBe(2)
      },
    },
  }
}
