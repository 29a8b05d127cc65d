import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import {
  bannerTcp,
  bannerThenCloseTcp,
  closedTcpPort,
  closingTcp,
  echoTcp,
  endlessTcp,
  greetThenReplyTcp,
  piecemealTcp,
  resettingTcp,
  silentTcp,
} from '../lab/tcp-servers.ts'
import { closedUdpPort, echoUdp, replyUdp, silentUdp } from '../lab/udp-servers.ts'
import type { ProofLab } from './proof-lab.ts'
import { hostPort, tcp, udp, type Vector } from './vector.ts'

type TcpOptions = Parameters<typeof tcp>[1]
type UdpOptions = Parameters<typeof udp>[1]
type Server = (lab: ProofLab) => Promise<LabServer>

const onTcp = (server: Server, options?: TcpOptions) => async (lab: ProofLab) =>
  tcp(hostPort(await lab.use(server(lab))), options)
const onUdp = (server: Server, options?: UdpOptions) => async (lab: ProofLab) =>
  udp(hostPort(await lab.use(server(lab))), options)

const noTls = 'its net_response speaks no TLS'
const oneLine = 'Categraf looks at the first line only'
const lines =
  'the exporter looks at whole lines, and one that has not ended when its time is up fails; Portlight looks at what has come so far'

export const tcpVectors: readonly Vector[] = [
  { id: 'tcp-listening', title: 'a listening port', code: 0, target: onTcp(() => silentTcp()) },
  { id: 'tcp-closed', title: 'a closed port', code: 2, target: onTcp(closedTcpPort) },
  { id: 'tcp-backlog', title: 'a full accept backlog', code: 1, target: onTcp(() => fullBacklogTcp()) },
  { id: 'tcp-name', title: 'an unresolvable name', code: 2, target: () => tcp('a..b:80') },
  { id: 'tcp-port', title: 'port 99999', code: 2, target: () => tcp('127.0.0.1:99999') },
  {
    id: 'tcp-localhost',
    title: 'a name of two addresses, only one of which listens',
    code: 0,
    target: async (lab) => tcp(`localhost:${(await lab.use(silentTcp())).port}`),
  },
  {
    id: 'tcp-banner',
    title: 'a banner with the expected text',
    code: 0,
    target: onTcp(() => bannerTcp('SSH-2.0-x\r\n'), { expect: 'SSH' }),
  },
  {
    id: 'tcp-banner-open',
    title: 'a banner without newline with the expected text, the connection stays open',
    code: 0,
    target: onTcp(() => bannerTcp('SSH-2.0-x'), { expect: 'SSH' }),
    otherwise: { blackbox: lines },
  },
  {
    id: 'tcp-banner-wrong',
    title: 'a banner without the expected text, the connection stays open',
    code: 4,
    target: onTcp(() => bannerTcp('SSH-2.0-x'), { expect: 'FTP' }),
  },
  {
    id: 'tcp-banner-close',
    title: 'a banner without newline with the expected text, then closed',
    code: 0,
    target: onTcp(() => bannerThenCloseTcp('SSH-2.0-x'), { expect: 'SSH' }),
  },
  {
    id: 'tcp-second-line',
    title: 'an empty line, then the expected text',
    code: 0,
    target: onTcp(() => bannerTcp('\r\nSSH\r\n'), { expect: 'SSH' }),
    otherwise: { categraf: oneLine },
  },
  {
    id: 'tcp-later-line',
    title: 'another line, then the expected text',
    code: 0,
    target: onTcp(() => bannerTcp('a\nSSH\n'), { expect: 'SSH' }),
    otherwise: { categraf: oneLine },
  },
  {
    id: 'tcp-long-line',
    title: 'the expected text after 5000 bytes of one line',
    code: 0,
    target: onTcp(() => bannerTcp(`${'x'.repeat(5000)}SSH\n`), { expect: 'SSH' }),
  },
  {
    id: 'tcp-4096',
    title: '4096 bytes without newline and without the expected text, then silence',
    code: 4,
    target: onTcp(() => bannerTcp('x'.repeat(4096)), { expect: 'SSH' }),
    otherwise: { categraf: 'Categraf forgets what exactly fills its buffer and says that nothing came' },
  },
  {
    id: 'tcp-split',
    title: 'the expected text split over many packets',
    code: 0,
    target: onTcp(() => piecemealTcp(Array.from('* OK [CAPABILITY]\n')), { expect: 'OK [CAP' }),
  },
  {
    id: 'tcp-silent',
    title: 'a silent server, text expected',
    code: 3,
    target: onTcp(() => silentTcp(), { expect: 'SSH' }),
  },
  {
    id: 'tcp-closing',
    title: 'a server that closes at once, text expected',
    code: 3,
    target: onTcp(closingTcp, { expect: 'SSH' }),
  },
  {
    id: 'tcp-resetting',
    title: 'a server that resets right after accepting, something sent and text expected',
    code: [2, 3],
    target: onTcp(resettingTcp, { send: 'PING\r\n', expect: 'PONG' }),
    otherwise: { categraf: 'in Categraf a failed write leaves no sample, so no alert is raised' },
  },
  {
    id: 'tcp-echo',
    title: 'an echo of what was sent, without newline',
    code: 0,
    target: onTcp(echoTcp, { send: 'hello', expect: 'hello' }),
  },
  {
    id: 'tcp-echo-pattern',
    title: 'an echo, `h.*o` expected, which is text and no pattern',
    code: 4,
    target: onTcp(echoTcp, { send: 'hello\n', expect: 'h.*o' }),
  },
  {
    id: 'tcp-echo-case',
    title: 'an echo, the expected text in another case',
    code: 4,
    target: onTcp(echoTcp, { send: 'hello\n', expect: 'HELLO' }),
  },
  {
    id: 'tcp-reply',
    title: 'a banner, then the expected reply to what was sent',
    code: 0,
    target: onTcp(() => greetThenReplyTcp('+OK POP3 ready\r\n', '+OK bye\r\n'), { send: 'QUIT\r\n', expect: 'bye' }),
  },
  {
    id: 'tcp-endless',
    title: 'endless data without the expected text',
    code: 4,
    target: onTcp(() => endlessTcp(), { expect: 'SSH' }),
  },
  {
    id: 'tls-trusted',
    title: 'TLS, a trusted certificate',
    categrafCannot: noTls,
    code: 0,
    target: async (lab) => {
      const server = await lab.use(serveHttps(lab.certificates.good))
      return tcp(hostPort(server), { tls: { ca: { file: lab.files.ca } } })
    },
  },
  {
    id: 'tls-self-signed',
    title: 'TLS, a self-signed certificate',
    categrafCannot: noTls,
    code: 2,
    target: onTcp((lab) => serveHttps(lab.certificates.selfSigned), { tls: {} }),
  },
  {
    id: 'tls-self-signed-skip',
    title: 'TLS, a self-signed certificate, verification off',
    categrafCannot: noTls,
    code: 0,
    target: onTcp((lab) => serveHttps(lab.certificates.selfSigned), { tls: { insecureSkipVerify: true } }),
  },
  {
    id: 'tls-stall',
    title: 'TLS, the handshake is never answered',
    categrafCannot: noTls,
    code: 1,
    target: onTcp(() => silentTcp(), { tls: { insecureSkipVerify: true } }),
  },
  {
    id: 'tls-ssh',
    title: 'TLS, the server speaks something else',
    categrafCannot: noTls,
    code: 2,
    target: onTcp(() => bannerTcp('SSH-2.0-x\r\n'), { tls: { insecureSkipVerify: true } }),
  },
]

export const udpVectors: readonly Vector[] = [
  { id: 'udp-closed', title: 'a closed port', code: 2, target: onUdp(closedUdpPort) },
  { id: 'udp-silent', title: 'a silent server', code: 0, target: onUdp(() => silentUdp()) },
  { id: 'udp-answer', title: 'an echo, nothing expected', code: 0, target: onUdp(() => echoUdp()) },
  {
    id: 'udp-silent-expect',
    title: 'a silent server, text expected',
    code: 3,
    target: onUdp(() => silentUdp(), { send: 'ping', expect: 'pong' }),
  },
  {
    id: 'udp-closed-expect',
    title: 'a closed port, text expected',
    code: 2,
    target: onUdp(closedUdpPort, { send: 'ping', expect: 'pong' }),
    otherwise: {
      categraf: 'Categraf takes the refusal for a failed read; the port is known to be closed, and Portlight says so',
    },
  },
  {
    id: 'udp-echo',
    title: 'an echo of what was sent',
    code: 0,
    target: onUdp(() => echoUdp(), { send: 'status?', expect: 'status?' }),
  },
  {
    id: 'udp-long',
    title: 'the expected text after 1100 bytes of the reply',
    code: 0,
    target: onUdp(() => replyUdp([`${'a'.repeat(1100)}SSH`]), { send: 'ping', expect: 'SSH' }),
    otherwise: {
      categraf: 'Categraf keeps the first 1024 bytes of a datagram',
      plugins: 'check_udp keeps the first 1023 bytes of a datagram',
    },
  },
  {
    id: 'udp-empty',
    title: 'an empty reply, text expected',
    code: 4,
    target: onUdp(() => replyUdp(['']), { send: 'ping', expect: 'SSH' }),
  },
  {
    id: 'udp-nul',
    title: 'a reply without the NUL byte that is expected',
    code: 4,
    target: onUdp(() => replyUdp(['busy']), { send: 'ping', expect: '\0' }),
    otherwise: { categraf: 'Categraf searches its whole buffer, zeros that nobody sent included' },
  },
  {
    id: 'udp-second',
    title: 'a wrong reply, then the expected one',
    code: 0,
    target: onUdp(() => replyUdp(['busy', 'pong']), { send: 'ping', expect: 'pong' }),
  },
  {
    id: 'udp-wrong',
    title: 'only a wrong reply',
    code: 4,
    target: onUdp(() => replyUdp(['busy']), { send: 'ping', expect: 'pong' }),
  },
]
