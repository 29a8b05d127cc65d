import type { HttpTarget, TlsOptions } from '../../electron/contract/target-config.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { forwardProxy } from '../lab/http-proxy.ts'
import {
  basicAuthHttp,
  compressedHttp,
  echoHttp,
  rawHttp,
  redirectHttp,
  serveHttp,
  stallingBodyHttp,
  statusHttp,
} from '../lab/http-servers.ts'
import { type Certificates, politeHttps, serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { closedTcpPort, silentTcp } from '../lab/tcp-servers.ts'
import { labPassword, type ProofLab } from './proof-lab.ts'
import { hostPort, http, type Vector } from './vector.ts'

type Server = (lab: ProofLab) => Promise<LabServer>
type Options = Partial<HttpTarget> | ((lab: ProofLab) => Partial<HttpTarget>)

const at =
  (scheme: 'http' | 'https') =>
  (server: Server, options: Options = {}, path = '/') =>
  async (lab: ProofLab) => {
    const url = `${scheme}://${hostPort(await lab.use(server(lab)))}${path}`
    return http(url, typeof options === 'function' ? options(lab) : options)
  }
const onHttp = at('http')
const onHttps = at('https')

const text = 'the quick brown fox'
const badBody = 'Categraf calls a body that stalls or breaks off a success'

export const httpVectors: readonly Vector[] = [
  ...[200, 404, 500].map(
    (status): Vector => ({
      id: `http-${status}`,
      title: `${status}, nothing expected`,
      code: 0,
      target: onHttp(() => statusHttp(status, text)),
    }),
  ),
  { id: 'http-refused', title: 'a closed port', code: 1, target: onHttp(closedTcpPort) },
  { id: 'http-no-reply', title: 'a server that closes without reply', code: 1, target: onHttp(() => rawHttp('')) },
  {
    id: 'http-ssh',
    title: 'a server that speaks SSH',
    code: 1,
    target: onHttp(() => rawHttp('SSH-2.0-x\r\n', 'stay')),
  },
  { id: 'http-header-stall', title: 'headers never come', code: 2, target: onHttp(() => silentTcp()) },
  { id: 'http-backlog', title: 'a full accept backlog', code: 2, target: onHttp(() => fullBacklogTcp()) },
  { id: 'http-name', title: 'an unresolvable name', code: 3, target: () => http('http://a..b/') },
  {
    id: 'http-port',
    title: 'port 99999',
    code: 4,
    target: () => http('http://127.0.0.1:99999/'),
    otherwise: { categraf: 'Categraf’s code for a bad address cannot be reached; Portlight gives it to one' },
  },
  {
    id: 'http-body-stall',
    title: 'the body stalls',
    code: 2,
    target: onHttp(() => stallingBodyHttp()),
    otherwise: { categraf: badBody },
  },
  {
    id: 'http-truncated',
    title: 'the body is shorter than announced',
    code: 1,
    target: onHttp(() => rawHttp('HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nhalf')),
    otherwise: { categraf: badBody, plugins: 'check_http does not compare a body with its announced length' },
  },
  {
    id: 'http-broken-chunk',
    title: 'a chunked body breaks off',
    code: 1,
    target: onHttp(() => rawHttp('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n20\r\ncut')),
  },
  {
    id: 'http-stall-status',
    title: '500 where 200 is expected, and the body stalls',
    code: 6,
    target: onHttp(() => stallingBodyHttp(500), { expectStatus: '200' }),
    otherwise: { categraf: `${badBody}, and then does not look at the status` },
  },
  {
    id: 'http-302',
    title: '302, not followed',
    code: 0,
    target: onHttp(() => redirectHttp('/elsewhere')),
  },
  {
    id: 'http-302-followed',
    title: '302, followed',
    code: 0,
    target: onHttp(
      () =>
        serveHttp((request, response) => {
          if (request.url === '/') response.writeHead(302, { Location: '/new' }).end()
          else response.end(text)
        }),
      { followRedirects: true, expectStatus: '200' },
    ),
  },
  {
    id: 'http-loop',
    title: '302 to itself, followed',
    code: 1,
    target: onHttp(() => redirectHttp('/again'), { followRedirects: true }),
    otherwise: {
      blackbox: 'after ten redirects the exporter takes the next for the answer, and any status will do here',
    },
  },
  {
    id: 'http-substring-found',
    title: 'the expected text in the body',
    code: 0,
    target: onHttp(() => statusHttp(200, text), { expectSubstring: 'brown' }),
  },
  {
    id: 'http-substring',
    title: 'the expected text not in the body',
    code: 5,
    target: onHttp(() => statusHttp(200, text), { expectSubstring: 'Brown' }),
  },
  {
    id: 'http-pattern',
    title: 'the expected text in the body, the expected pattern not',
    code: 5,
    target: onHttp(() => statusHttp(200, text), { expectSubstring: 'quick', expectRegex: 'qu.+z' }),
  },
  {
    id: 'http-text-of-both',
    title: 'the expected pattern in the body, the expected text not',
    code: 5,
    target: onHttp(() => statusHttp(200, text), { expectSubstring: 'Quick', expectRegex: 'qu.+x' }),
  },
  {
    id: 'http-pattern-re2',
    title: 'a pattern in RE2 syntax, `(?i)QUICK\\s+\\pL+`',
    code: 0,
    target: onHttp(() => statusHttp(200, text), { expectRegex: '(?i)QUICK\\s+\\pL+' }),
  },
  {
    id: 'http-status',
    title: '404 where 200 is expected',
    code: 6,
    target: onHttp(() => statusHttp(404, text), { expectStatus: '200' }),
  },
  {
    id: 'http-status-list',
    title: '301 where 200 or 301 is expected',
    code: 0,
    target: onHttp(() => statusHttp(301, text), { expectStatus: '200|301' }),
  },
  {
    id: 'http-status-body',
    title: 'wrong status and wrong body',
    code: 6,
    target: onHttp(() => statusHttp(404, text), { expectStatus: '200', expectSubstring: 'Brown' }),
  },
  {
    id: 'http-native',
    title: '500 where 200-399 is expected, as of a target of one’s own',
    code: 6,
    target: onHttp(() => statusHttp(500, text), { expectStatus: '200-399' }),
  },
  {
    id: 'http-gzip',
    title: 'the expected text in a gzip body that was not asked for',
    code: 0,
    target: onHttp(() => compressedHttp('gzip', text), { expectSubstring: 'brown' }),
    otherwise: {
      blackbox: 'the exporter decodes a body only where its module names the compression',
      plugins: 'check_http decodes no compressed body',
    },
  },
  { id: 'http-head', title: 'HEAD', code: 0, target: onHttp(() => statusHttp(200), { method: 'HEAD' }) },
  {
    id: 'http-early-hints',
    title: '103, then 200',
    code: 0,
    target: onHttp(
      () => rawHttp('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'),
      { expectStatus: '200' },
    ),
    otherwise: { plugins: 'check_http takes the interim answer for the answer' },
  },
  {
    id: 'http-host',
    title: 'a Host header of one’s own, which the server gets',
    code: 0,
    target: onHttp(() => echoHttp(), {
      headers: [{ name: 'Host', value: 'intranet.example' }],
      expectSubstring: '"host":"intranet.example"',
    }),
    otherwise: { plugins: 'check_http adds the port to the name' },
  },
  {
    id: 'http-post',
    title: 'POST with a body, which the server gets',
    code: 0,
    target: onHttp(() => echoHttp(), { method: 'POST', body: 'x=1', expectSubstring: '"body":"x=1"' }),
  },
  {
    id: 'http-auth',
    title: 'Basic authentication',
    code: 0,
    target: onHttp(
      () => basicAuthHttp('ops', labPassword),
      ({ password }) => ({ username: 'ops', password, expectStatus: '200' }),
    ),
  },
  {
    id: 'http-auth-wrong',
    title: 'Basic authentication, as somebody else',
    code: 6,
    target: onHttp(
      () => basicAuthHttp('ops', labPassword),
      ({ password }) => ({ username: 'guest', password, expectStatus: '200' }),
    ),
  },
  {
    id: 'http-proxy',
    title: 'through a proxy',
    code: 0,
    target: async (lab) => {
      const proxy = `http://${hostPort(await lab.use(forwardProxy()))}`
      return http(`http://${hostPort(await lab.use(statusHttp(200, text)))}/`, { proxy, expectStatus: '200' })
    },
  },
  {
    id: 'http-proxy-down',
    title: 'through a proxy that is down',
    code: 1,
    target: async (lab) => {
      const proxy = `http://${hostPort(await lab.use(closedTcpPort()))}`
      return http(`http://${hostPort(await lab.use(statusHttp(200, text)))}/`, { proxy })
    },
  },
]

type Leaf = 'good' | 'selfSigned' | 'expired' | 'notYetValid' | 'wrongName' | 'alien'

const showing = (leaf: Leaf, tls: TlsOptions = {}) =>
  onHttps(
    ({ certificates }) => serveHttps(certificates[leaf satisfies keyof Certificates]),
    (lab) => ({ tls: { ca: { file: lab.files.ca }, ...tls } }),
  )
const skip = { insecureSkipVerify: true }

export const httpsVectors: readonly Vector[] = [
  { id: 'https-trusted', title: 'a trusted certificate', code: 0, target: showing('good') },
  { id: 'https-self-signed', title: 'a self-signed certificate', code: 1, target: showing('selfSigned') },
  {
    id: 'https-self-signed-skip',
    title: 'a self-signed certificate, verification off',
    code: 0,
    target: showing('selfSigned', skip),
  },
  { id: 'https-expired', title: 'an expired certificate', code: 1, target: showing('expired') },
  {
    id: 'https-expired-skip',
    title: 'an expired certificate, verification off',
    code: 0,
    target: showing('expired', skip),
  },
  { id: 'https-early', title: 'a certificate that is not valid yet', code: 1, target: showing('notYetValid') },
  { id: 'https-name', title: 'a certificate for another name', code: 1, target: showing('wrongName') },
  {
    id: 'https-server-name',
    title: 'a certificate for another name, which is the one asked for',
    code: 0,
    target: showing('wrongName', { serverName: 'other.example' }),
  },
  { id: 'https-alien', title: 'a certificate of an unknown authority', code: 1, target: showing('alien') },
  {
    id: 'https-chain',
    title: 'a certificate under an intermediate that the server sends',
    code: 0,
    target: onHttps(
      ({ certificates: { underIntermediate, intermediate } }) =>
        serveHttps(underIntermediate, { chain: [intermediate] }),
      (lab) => ({ tls: { ca: { file: lab.files.ca } } }),
    ),
  },
  {
    id: 'https-no-chain',
    title: 'a certificate under an intermediate that the server does not send',
    code: 1,
    target: onHttps(
      ({ certificates }) => serveHttps(certificates.underIntermediate),
      (lab) => ({ tls: { ca: { file: lab.files.ca } } }),
    ),
  },
  ...[true, false].map(
    (given): Vector => ({
      id: given ? 'https-client' : 'https-no-client',
      title: `a client certificate is required and ${given ? 'given' : 'not given'}`,
      code: given ? 0 : 1,
      target: onHttps(
        ({ certificates: { good, root } }) =>
          serveHttps(good, { requestCert: true, rejectUnauthorized: true, ca: root.certPem }),
        ({ files }) => ({
          tls: {
            ca: { file: files.ca },
            ...(given ? { cert: { file: files.clientCert }, key: { file: files.clientKey } } : {}),
          },
        }),
      ),
    }),
  ),
  {
    id: 'https-stall',
    title: 'the handshake is never answered',
    code: 2,
    target: onHttps(() => silentTcp(), { tls: skip }),
  },
  {
    id: 'https-to-http',
    title: 'https to a port that speaks HTTP',
    code: 1,
    target: onHttps(() => statusHttp(200, text), { tls: skip }),
  },
  {
    id: 'http-to-tls',
    title: 'http to a port that speaks TLS and says so with 400',
    code: 0,
    target: onHttp(({ certificates }) => politeHttps(certificates.good)),
  },
]
