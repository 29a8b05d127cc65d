import { mkdirSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { requestChannels } from '../../electron/contract/channels.ts'
import type { TestApp } from '../app/harness.ts'
import { serveHttp } from '../lab/http-servers.ts'
import { makeCertificates, serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { canary } from './canaries.ts'

/** What is planted, by where. */
export const secrets = new Map(
  [
    'password in a line',
    'password in a file',
    'Authorization in a file',
    'Cookie in a file',
    'X-Api-Key in a file',
    'password in the address in a file',
    'proxy password in a file',
    'proxy password of the settings',
    'webhook',
    'environment',
    'password in the editor',
    'header in the editor',
    'password of a test',
    'curl in a text',
    'mistyped',
  ].map((name) => [name, canary()]),
)

export function secret(name: string): string {
  const value = secrets.get(name)
  if (value === undefined) throw new Error(`no such canary: ${name}`)
  return value
}

async function use<S extends LabServer>(opening: Promise<S>): Promise<S> {
  const server = await opening
  onTestFinished(() => server.close())
  return server
}

/** What the servers were sent: there the secrets belong. */
export const arrived: string[] = []

function note(url: string | undefined, headers: IncomingHttpHeaders): void {
  const basic = [headers.authorization, headers['proxy-authorization']].map((value) =>
    Buffer.from(value?.replace(/^Basic /, '') ?? '', 'base64').toString('utf8'),
  )
  arrived.push(JSON.stringify([decodeURIComponent(url ?? ''), headers, basic]))
}

/** Servers that fail, and say back what they were told: in the status, the body, a header and a redirect. */
const reflecting = () =>
  use(
    serveHttp(({ url, headers }, response) => {
      note(url, headers)
      const { authorization = '' } = headers
      const told = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
      const seen = encodeURIComponent(`${authorization} ${told}`)
      if (url === '/moved') response.writeHead(302, { location: `/login?seen=${seen}` })
      else response.writeHead(500, 'Broken', { 'x-seen': seen })
      response.end(JSON.stringify({ url, headers, told }))
    }),
  )

const instance = (...lines: string[]) => `[[instances]]\nexpect_response_status_code = 200\n${lines.join('\n')}\n`
const text = (value: string) => JSON.stringify(value)

/** The Categraf file that is planted, below the directory's neighbour. */
export const confFolder = (directory: string) => join(directory, '..', 'conf', 'input.http_response')

/** Puts a secret wherever one can be put. Answers with what the program said to that. */
export async function plant(app: TestApp): Promise<string[]> {
  const [site, proxy, hook, certificates] = await Promise.all([
    reflecting(),
    reflecting(),
    reflecting(),
    makeCertificates(),
  ])
  const { client, good } = certificates
  // What is one's own in it: the rest is the same in every key of this kind.
  secrets.set('private key', client.keyPem.replaceAll(/-----[^-]*-----|\n/g, '').slice(52, 92))
  const secure = await use(
    serveHttps(good, {
      requestCert: true,
      rejectUnauthorized: false,
      handler: ({ socket }, response) => {
        if (socket instanceof TLSSocket && socket.getPeerCertificate().subject) arrived.push('a client certificate')
        response.writeHead(503).end()
      },
    }),
  )
  const conf = confFolder(app.directory)
  mkdirSync(conf, { recursive: true })
  const url = `http://127.0.0.1:${site.port}`
  writeFileSync(
    join(conf, 'http.toml'),
    [
      instance(
        `targets = ["${url}/moved"]`,
        'follow_redirects = true',
        'username = "bob"',
        `password = ${text(secret('password in a file'))}`,
      ),
      instance(
        `targets = ["${url}/headers"]`,
        `headers = ["Authorization", ${text(`Bearer ${secret('Authorization in a file')}`)}, "Cookie", ${text(`s=${secret('Cookie in a file')}`)}, "X-Api-Key", ${text(secret('X-Api-Key in a file'))}]`,
      ),
      instance(
        `targets = ["http://carol:${encodeURIComponent(secret('password in the address in a file'))}@127.0.0.1:${site.port}/carol"]`,
      ),
      instance(
        'targets = ["http://portlight.invalid/proxied"]',
        `http_proxy = "http://dan:${encodeURIComponent(secret('proxy password in a file'))}@127.0.0.1:${proxy.port}"`,
      ),
      instance(
        `targets = ["https://127.0.0.1:${secure.port}/"]`,
        'use_tls = true',
        'insecure_skip_verify = true',
        `tls_cert = """${client.certPem}"""`,
        `tls_key = """${client.keyPem}"""`,
      ),
      instance(`targets = ["${url}/environment"]`, 'username = "eve"', `password = "\${env:CANARY}"`),
    ].join('\n'),
  )
  const file = join(conf, 'http.toml')
  await app.ask('webhook:set', { url: `http://127.0.0.1:${hook.port}/hooks/${encodeURIComponent(secret('webhook'))}` })
  await app.ask('import:apply', { paths: [file] })
  await app.ask('network:set', {
    proxy: `127.0.0.1:${proxy.port}`,
    proxyUsername: 'frank',
    proxyPassword: secret('proxy password of the settings'),
  })
  await app.ask('targets:add', { line: 'http://portlight.invalid/by-default' })
  await app.ask('targets:add', {
    line: `http://ann:${encodeURIComponent(secret('password in a line'))}@127.0.0.1:${site.port}/line`,
  })
  const edited = {
    id: 'draft',
    protocol: 'http' as const,
    target: `${url}/edited`,
    intervalMs: 15_000,
    responseTimeoutMs: 10_000,
    followRedirects: true,
    expectStatus: '200',
    username: 'gil',
    password: { secret: 'p' },
  }
  const headers = [{ name: 'X-Own', value: { secret: 'h' } }]
  const typed = { p: secret('password in the editor'), h: secret('header in the editor') }
  await app.ask('targets:save', { draft: { target: { ...edited, headers }, secrets: typed, source: null }, id: null })
  const tried = { p: secret('password of a test') }
  const test = { target: { ...edited, target: `${url}/moved` }, secrets: tried, source: null }
  const said = [JSON.stringify(await app.ask('targets:test', { key: 'editor', of: test }))]
  const curl = `curl -u 'hal:${secret('curl in a text')}' ${url}/curl`
  for (const channel of ['import:preview', 'import:apply'] as const)
    said.push(JSON.stringify(await app.ask(channel, { text: curl })))

  // Mistakes, with a secret in each.
  const wrong = secret('mistyped')
  const broken = join(conf, 'broken.toml')
  writeFileSync(broken, instance(`targets = ["${url}"]`, `password = "${wrong}`))
  const bad = join(conf, 'bad.toml')
  writeFileSync(
    bad,
    [
      instance(`targets = ["${url}/a"]`, 'username = "x"', `password = ["${wrong}"]`),
      instance(`targets = ["${url}/b"]`, `headers = ["Authorization", "a\\n${wrong}"]`),
      instance(`targets = ["http://x:${wrong}@[broken/c"]`),
      instance(`targets = ["${url}/d"]`, `http_proxy = "ftp://x:${wrong}@h"`),
      instance(
        `targets = ["${url}/e"]`,
        'use_tls = true',
        'tls_cert = "/nowhere"',
        `tls_key = "-----BEGIN PRIVATE KEY-----\\n${wrong}\\n"`,
      ),
    ].join('\n'),
  )
  const requests: [(typeof requestChannels)[number], unknown][] = [
    ['targets:add', { line: `http://x:${wrong}@[broken/` }],
    ['targets:add', { line: `http://x:${encodeURIComponent(wrong)}@127.0.0.1:port/` }],
    ['targets:add', { line: `http://ann:${encodeURIComponent(wrong)}@127.0.0.1:${site.port}/line` }],
    ['targets:add', { line: [`http://x:${wrong}@h/`] }],
    ['targets:save', { draft: { ...test, secrets: { p: wrong, unused: wrong } }, id: wrong }],
    ['targets:save', { draft: { target: { ...edited, password: wrong }, secrets: {}, source: null }, id: null }],
    [
      'targets:save',
      {
        draft: { target: { ...edited, headers }, secrets: { p: `${wrong}\n`, h: `\0${wrong}` }, source: null },
        id: null,
      },
    ],
    ['targets:test', { key: 'editor', of: { line: `http://x:${wrong}@[broken/` } }],
    [
      'targets:test',
      { key: 'editor', of: { line: `http://x:${encodeURIComponent(wrong)}@127.0.0.1:${site.port}/moved` } },
    ],
    ['import:preview', { text: `curl -u x:${wrong} -H 'Authorization: ${wrong} https://[` }],
    ['webhook:set', { url: `ftp://x/${wrong}` }],
    ['webhook:set', { url: wrong }],
    ['webhook:set', { url: { address: wrong } }],
    ['network:set', { proxy: `http://x:${wrong}@h:1` }],
    ['network:set', { proxyPassword: { text: wrong } }],
    ['network:set', { proxyPassword: `${wrong}\n` }],
    ['import:preview', { paths: [file, broken, bad] }],
    ['import:apply', { paths: [bad] }],
  ]
  for (const [channel, request] of requests) said.push(JSON.stringify(await app.portlight.handle(channel, request)))
  // An import that was wrong leaves nothing behind.
  writeFileSync(broken, '')
  writeFileSync(bad, '')
  return said
}
