import { expect } from 'vitest'
import type { TcpSpec, UdpSpec } from '../../../electron/probes/spec.ts'
import {
  bannerTcp,
  bannerThenCloseTcp,
  endlessTcp,
  piecemealTcp,
  resetOnDataTcp,
  silentTcp,
} from '../../lab/tcp-servers.ts'
import { echoUdp, replyUdp } from '../../lab/udp-servers.ts'
import { at, bytes, tcpSpec, udpSpec } from './lab.ts'
import type { Row } from './row.ts'

type Server = Parameters<typeof at>[0] & { close(): Promise<void> }

function tcp(title: string, server: () => Promise<Server>, spec: Partial<TcpSpec>, expected: Row['expect']): Row {
  const run: Row['run'] = async (lab) => tcpSpec({ target: at(await lab.use(server())), readTimeoutMs: 600, ...spec })
  return { id: 'T19', title, run, expect: expected }
}

function udp(title: string, server: () => Promise<Server>, spec: Partial<UdpSpec>, expected: Row['expect']): Row {
  const run: Row['run'] = async (lab) => udpSpec({ target: at(await lab.use(server())), readTimeoutMs: 400, ...spec })
  return { id: 'U9', title, run, expect: expected }
}

const soon: Row['expect'] = { code: 0, reason: null, underMs: 500 }

/** No literal to look for, and states without number: 4 KiB take half a second. */
const explosive = '(?:[a-z]{1,100}){9}[0-9]'
/** Words of no pattern, so that no state is met twice. */
const noise = Array.from({ length: 65_536 }, (_, n) =>
  String.fromCharCode(97 + ((n * n * 7919 + (n >> 3) * 31) % 26)),
).join('')

export const tcpPatternRows: readonly Row[] = [
  tcp(
    'a pattern that matches',
    () => bannerTcp('220 mail.lab ESMTP\r\n'),
    { expectRegex: '^220 .*(?i)esmtp' },
    {
      ...soon,
      check: ({ message }) =>
        expect(message).toMatch(/ answered with a match for "\^220 \.\*\(\?i\)esmtp" in [\d.]+ ms\.$/),
    },
  ),
  tcp(
    'a pattern split over many chunks',
    () => piecemealTcp(Array.from('+OK 状态 <1.2@lab>\r\n'), 5),
    { expectRegex: '^\\+OK .{2} <\\d+\\.\\d+@lab>' },
    soon,
  ),
  tcp(
    'a pattern that matches on the last byte before the end',
    () => bannerThenCloseTcp('ready'),
    { expectRegex: 'y$' },
    soon,
  ),
  tcp(
    'a pattern that does not match',
    () => bannerTcp('554 no'),
    { expectRegex: '^2\\d\\d' },
    {
      code: 4,
      reason: 'mismatch',
      atLeastMs: 600,
      underMs: 800,
      check: ({ message, detail }) => {
        expect(message).toContain(' answered, but without a match for "^2\\d\\d" within 600 ms; it sent "554 no".')
        expect(detail.expected).toBe('^2\\d\\d')
      },
    },
  ),
  tcp(
    'a pattern that does not match before a reset',
    () => resetOnDataTcp(),
    { send: bytes('x'), expectRegex: 'x' },
    { code: 3, reason: 'closed', underMs: 500 },
  ),
  tcp(
    'a pattern and silence',
    () => silentTcp(),
    { expectRegex: '.' },
    { code: 3, reason: 'read-timeout', atLeastMs: 600, underMs: 800 },
  ),
  tcp(
    'text and pattern, of which one is missing',
    () => bannerThenCloseTcp('220 mail'),
    { expect: bytes('mail'), expectRegex: '^554' },
    {
      code: 4,
      check: ({ message }) => expect(message).toContain('without "mail" and a match for "^554" before it closed'),
    },
  ),
  tcp(
    'pattern and text, of which the other is missing',
    () => bannerThenCloseTcp('220 mail'),
    { expect: bytes('Mail'), expectRegex: '^220' },
    { code: 4 },
  ),
  tcp(
    'text and pattern, in different pieces',
    () => piecemealTcp(['220 ', 'mail']),
    { expect: bytes('mail'), expectRegex: '^220' },
    soon,
  ),
  tcp(
    'a pattern that is none',
    () => bannerTcp('220'),
    { expectRegex: '(x' },
    {
      code: 4,
      reason: 'mismatch',
      underMs: 500,
      check: ({ message }) => expect(message).toContain('could not be judged: "(x" is not a pattern in RE2 syntax'),
    },
  ),
  tcp(
    'endless data without a match',
    () => endlessTcp(),
    { expectRegex: '\\d' },
    {
      code: 4,
      check: ({ message }) => expect(message).toContain('in the first 64 KiB'),
    },
  ),
  tcp(
    'a pattern that takes for ever',
    () => endlessTcp(noise),
    { expectRegex: explosive },
    { code: 4, atLeastMs: 600, underMs: 900 },
  ),
]

export const udpPatternRows: readonly Row[] = [
  udp(
    'a pattern that matches',
    () => echoUdp(),
    { send: bytes('PING 7'), expectRegex: '^PING \\d$' },
    {
      ...soon,
      check: ({ message, confirmed }) => {
        expect(message).toMatch(/ answered with a match for "\^PING \\d\$" in [\d.]+ ms\.$/)
        expect(confirmed).toBe(true)
      },
    },
  ),
  udp('the right reply behind a wrong one', () => replyUdp(['no', 'yes 1']), { expectRegex: 'yes \\d' }, soon),
  udp(
    'text and pattern in different replies',
    () => replyUdp(['yes', '1']),
    { expect: bytes('yes'), expectRegex: '1' },
    { code: 4, reason: 'mismatch', atLeastMs: 400, underMs: 600 },
  ),
  udp(
    'a pattern over two replies',
    () => replyUdp(['ye', 's']),
    { expectRegex: 'yes' },
    { code: 4, atLeastMs: 400, underMs: 600 },
  ),
  udp('a pattern that is none', () => echoUdp(), { expectRegex: '(x' }, { code: 4, reason: 'mismatch', underMs: 300 }),
  udp(
    'a pattern that takes for ever',
    () => replyUdp([noise.slice(0, 8000)]),
    { expectRegex: explosive },
    { code: 4, atLeastMs: 400, underMs: 700 },
  ),
]
