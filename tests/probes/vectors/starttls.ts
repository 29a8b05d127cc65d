import { expect } from 'vitest'
import { startTlsProtocols } from '../../../electron/contract/target-config.ts'
import type { TcpSpec } from '../../../electron/probes/spec.ts'
import { type StartTlsServerOptions, startTlsServer } from '../../lab/starttls-servers.ts'
import { bannerTcp, bannerThenCloseTcp, resettingTcp, silentTcp } from '../../lab/tcp-servers.ts'
import { certificates } from './http-spec.ts'
import { at, bytes, tcpSpec, tlsSpec } from './lab.ts'
import type { Row } from './row.ts'

type Protocol = (typeof startTlsProtocols)[number]

const refusals: Record<Protocol, string> = {
  smtp: '454 4.7.0 TLS not available',
  imap: 'P2 BAD no TLS here',
  pop3: '-ERR no TLS here',
  ldap: 'unsupported extended operation',
  postgres: 'unsupported frontend protocol',
}

const names: Record<Protocol, string> = {
  smtp: 'SMTP',
  imap: 'IMAP',
  pop3: 'POP3',
  ldap: 'LDAP',
  postgres: 'PostgreSQL',
}

function row(
  id: string,
  title: string,
  starttls: Protocol,
  server: Partial<StartTlsServerOptions> | (() => ReturnType<typeof silentTcp>),
  expected: Row['expect'],
  spec: Partial<TcpSpec> = {},
): Row {
  return {
    id,
    title: `${starttls}: ${title}`,
    run: async (lab) => {
      const { good, root } = await certificates()
      const starting =
        typeof server === 'function' ? server() : startTlsServer(starttls, { certificate: good, ...server })
      return tcpSpec({ target: at(await lab.use(starting)), tls: tlsSpec({ ca: root.certPem }), starttls, ...spec })
    },
    expect: expected,
  }
}

function refused(said: string): Row['expect'] {
  return {
    code: 2,
    reason: 'starttls-refused',
    underMs: 1000,
    check: ({ message, target, detail, certificate, timings }) => {
      expect(message).toBe(`tls ${target} ${said}.`)
      expect(detail).toMatchObject({ host: '127.0.0.1', port: target.split(':')[1] })
      expect(certificate).toBeNull()
      expect(timings.tls).toBeNull()
    },
  }
}

/** What holds for every protocol. */
const each = (protocol: Protocol): Row[] => [
  row(
    'S1',
    'turns to TLS',
    protocol,
    {},
    {
      code: 0,
      reason: null,
      underMs: 1000,
      check: ({ certificate, timings, responseTimeMs }) => {
        expect(certificate?.trusted).toBe(true)
        expect(timings.tls).toBeGreaterThan(0)
        expect(responseTimeMs).toBeGreaterThan(timings.tls ?? 0)
      },
    },
  ),
  row(
    'S1',
    'says it byte by byte, and more once TLS has begun',
    protocol,
    { pieceBytes: 1 },
    { code: 0 },
    { expect: bytes('secured') },
  ),
  row('S2', 'refuses', protocol, { refuse: true }, refused(`refused STARTTLS: it said "${refusals[protocol]}"`)),
  row(
    'S3',
    'speaks something else',
    protocol,
    () => bannerTcp('lab\u0007ready\r\n'),
    refused(`does not speak ${names[protocol]}: it sent "lab ready"`),
  ),
  row(
    'S3',
    'closes',
    protocol,
    () => bannerThenCloseTcp(''),
    refused('closed the connection instead of turning to TLS'),
  ),
  row('S3', 'resets', protocol, () => resettingTcp(), { code: 2, reason: 'reset', underMs: 500 }),
  row(
    'S4',
    'says nothing',
    protocol,
    () => silentTcp(),
    {
      code: 1,
      reason: 'tls-timeout',
      atLeastMs: 400,
      underMs: 700,
      check: ({ message }) => expect(message).toContain(' connected, but did not turn to TLS within 400 ms.'),
    },
    { timeoutMs: 400 },
  ),
  {
    id: 'S5',
    title: `${protocol}: an expired certificate`,
    run: async (lab) => {
      const { expired, root } = await certificates()
      const server = await lab.use(startTlsServer(protocol, { certificate: expired }))
      return tcpSpec({ target: at(server), tls: tlsSpec({ ca: root.certPem }), starttls: protocol })
    },
    expect: {
      code: 2,
      reason: 'tls-expired',
      check: async ({ certificate }) => {
        const { expired } = await certificates()
        expect(certificate).toMatchObject({ trusted: false, expiresAt: expired.expiresAt.toISOString() })
      },
    },
  },
  // Were it taken for TLS data, it would be what is expected.
  row(
    'S6',
    'plain text behind the word to begin',
    protocol,
    { injected: 'secured\r\n' },
    refused('agreed to STARTTLS, but sent 9 more bytes in the clear'),
    { expect: bytes('secured') },
  ),
]

export const startTlsRows: readonly Row[] = [
  ...startTlsProtocols.flatMap(each),
  row(
    'S2',
    'offers no STARTTLS',
    'smtp',
    { offer: '250-mail.lab\r\n250 NOSTARTTLS\r\n' },
    refused('refused STARTTLS: it said "250-mail.lab 250 NOSTARTTLS"'),
  ),
  row(
    'S2',
    'offers no STARTTLS',
    'imap',
    { offer: '* CAPABILITY IMAP4rev1 XSTARTTLS\r\nP1 OK done\r\n' },
    refused('refused STARTTLS: it said "* CAPABILITY IMAP4rev1 XSTARTTLS"'),
  ),
  row(
    'S2',
    'is closed to us',
    'smtp',
    { greeting: '554 5.7.1 go away\r\n' },
    refused('refused STARTTLS: it said "554 5.7.1 go away"'),
  ),
  row(
    'S2',
    'ends at once',
    'imap',
    { greeting: '* BYE too busy\r\n' },
    refused('refused STARTTLS: it said "* BYE too busy"'),
  ),
  row(
    'S2',
    'is beyond TLS',
    'imap',
    { greeting: '* PREAUTH hello\r\n' },
    refused('refused STARTTLS: it said "* PREAUTH hello"'),
  ),
  row('S2', 'answers with one byte', 'postgres', () => bannerTcp('N'), refused('refused STARTTLS: it said "N"')),
  row(
    'S2',
    'refuses at length',
    'pop3',
    { greeting: `-ERR ${'x'.repeat(200)}\r\n` },
    refused(`refused STARTTLS: it said "-ERR ${'x'.repeat(75)}…"`),
  ),
  row(
    'S3',
    'sends a line without end',
    'smtp',
    () => bannerTcp(`220-${'x'.repeat(100_000)}`),
    refused('does not speak SMTP: it sent over 64 KiB'),
  ),
  row('S3', 'sends a length without end', 'ldap', () => bannerTcp('0\u0084zzzz'), {
    code: 2,
    reason: 'starttls-refused',
  }),
]
