import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { runCheck } from '../../electron/commands/check.ts'
import { resultRecordSchema } from '../../electron/contract/result.ts'
import { targetIdentity } from '../../electron/interop/identity.ts'
import { confDirectory } from '../interop/conf.ts'
import { basicAuthHttp, redirectHttp, statusHttp } from '../lab/http-servers.ts'
import { makeCertificates, politeHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { bannerTcp, closedTcpPort, silentTcp } from '../lab/tcp-servers.ts'
import { silentUdp } from '../lab/udp-servers.ts'
import { type TestIo, testIo } from './io.ts'

async function use<S extends LabServer>(starting: Promise<S>): Promise<S> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

async function check(argv: readonly string[], io: TestIo = testIo()) {
  const status = await runCheck(argv, io)
  return { status, out: io.out(), err: io.err() }
}

const jsonOutput = z.strictObject({ results: z.array(resultRecordSchema) })

async function checkJson(argv: readonly string[], io?: TestIo) {
  const { status, out, err } = await check([...argv, '--format', 'json'], io)
  return { status, err, results: jsonOutput.parse(JSON.parse(out)).results }
}

const at = ({ port }: LabServer) => `127.0.0.1:${port}`

describe('check', () => {
  it('exits 0 when all succeeded, and prints exactly one JSON object', async () => {
    const [tcp, web] = [await use(silentTcp()), await use(statusHttp(200))]
    const { status, results, err } = await checkJson([at(tcp), `http://${at(web)}/`])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(results).toMatchObject([
      { target: at(tcp), protocol: 'tcp', resultCode: 0, id: targetIdentity('argument', 'tcp', at(tcp), 1) },
      { target: `http://${at(web)}/`, protocol: 'http', resultCode: 0 },
    ])
  })

  it('exits 1 with the reason when a port is closed', async () => {
    const closed = await use(closedTcpPort())
    const { status, results } = await checkJson([at(closed)])
    expect(status).toBe(1)
    expect(results).toMatchObject([{ resultCode: 2, result: 'ConnectionFailed', reason: 'refused' }])
  })

  it('judges TARGETs by the native defaults: redirects followed, 200-399 expected', async () => {
    const landing = await use(statusHttp(200))
    const moved = await use(redirectHttp(`http://${at(landing)}/`))
    const broken = await use(statusHttp(500))
    const { results } = await checkJson([`http://${at(moved)}/`, `http://${at(broken)}/`])
    expect(results).toMatchObject([
      { resultCode: 0, http: { statusCode: 200, redirects: [`http://${at(landing)}/`] } },
      { resultCode: 6, reason: 'status-mismatch' },
    ])
  })

  it('goes by what a TARGET says after its address', async () => {
    const broken = await use(statusHttp(500))
    const banner = await use(bannerTcp('220 ready\r\n'))
    const silent = await use(silentTcp())
    const { results, err } = await checkJson([
      `http://${at(broken)}/ status 5xx name Broken on purpose`,
      `${at(banner)} expect 220 ready`,
      `${at(silent)} expect "hello" wait 50ms`,
    ])
    expect(err).toBe('')
    expect(results).toMatchObject([
      { resultCode: 0, name: 'Broken on purpose' },
      { resultCode: 0 },
      { resultCode: 3, result: 'ReadFailed', reason: 'read-timeout' },
    ])
    const wrong = await check([`${at(banner)} evry 5s`])
    expect(wrong.status).toBe(2)
    expect(wrong.err).toContain('"evry" says nothing after an address; write every')
  })

  it('sends the password of a TARGET, and shows it nowhere', async () => {
    const web = await use(basicAuthHttp('me', 'pass-word'))
    const target = `http://me:pass-word@${at(web)}/`
    for (const format of ['text', 'json', 'prometheus']) {
      const { status, out, err } = await check([target, '--format', format])
      expect(status).toBe(0)
      expect(out).toContain(`http://${at(web)}/`)
      expect(out + err).not.toContain('pass-word')
    }
  })

  it('limits TARGETs by --timeout, and not what a file names', async () => {
    const mute = await use(silentTcp())
    const directory = await confDirectory({
      'http.toml': `[[instances]]\ntargets = ["http://${at(mute)}/"]\nresponse_timeout = "1s"\n`,
    })
    const { status, results } = await checkJson([
      `http://${at(mute)}/`,
      '--timeout',
      '200ms',
      '--config',
      join(directory, 'http.toml'),
    ])
    expect(status).toBe(1)
    expect(results.map(({ reason }) => reason)).toEqual(['header-timeout', 'header-timeout'])
    const [byArgument = 0, byFile = 0] = results.map(({ timings }) => timings.total)
    expect(byArgument).toBeGreaterThanOrEqual(198)
    expect(byArgument).toBeLessThan(900)
    expect(byFile).toBeGreaterThanOrEqual(998)
  })

  it('answers in the order asked: TARGETs, then each file, whatever ends first', async () => {
    const [tcp, udp, banner] = [await use(silentTcp()), await use(silentUdp()), await use(bannerTcp('SSH-2.0-x\r\n'))]
    const web = await use(statusHttp(404))
    const directory = await confDirectory({
      'conf/input.http_response/a.toml': `[[instances]]\ntargets = ["http://${at(web)}/b", "http://${at(web)}/a"]\n`,
      'conf/input.net_response/b.toml': `[[instances]]\ntargets = ["${at(udp)}"]\nprotocol = "udp"\nread_timeout = "300ms"\n`,
      'conf/input.net_response/a.toml': `[[instances]]\ntargets = ["${at(banner)}"]\nexpect = "SSH"\nlabels = { job = "ssh" }\n`,
    })
    const { status, results } = await checkJson(['--config', join(directory, 'conf'), at(tcp)])
    expect(status).toBe(0)
    expect(results.map(({ target }) => target)).toEqual([
      at(tcp),
      at(banner),
      at(udp),
      `http://${at(web)}/b`,
      `http://${at(web)}/a`,
    ])
    expect(results[1]?.labels).toEqual({ job: 'ssh' })
    expect(results[2]).toMatchObject({ confirmed: false, responseTimeMs: null })
    expect(results[3]).toMatchObject({ resultCode: 0, http: { statusCode: 404 } })
  })

  it('prints Categraf’s metrics, with the method as a label', async () => {
    const web = await use(statusHttp(200))
    const directory = await confDirectory({
      'http.toml': `[[instances]]\ntargets = ["http://${at(web)}/"]\nmethod = "HEAD"\nlabels = { "a-b" = "c" }\n`,
    })
    const { status, out } = await check(['--config', join(directory, 'http.toml'), '--format', 'prometheus'])
    expect(status).toBe(0)
    expect(out).toContain(`http_response_result_code{target="http://${at(web)}/",method="HEAD",a_b="c"} 0\n`)
  })

  it('exits 0 with an empty list for files without targets, and says so once', async () => {
    const directory = await confDirectory({ 'input.net_response/a.toml': '[[instances]]\ntargets = []\n' })
    const { status, results, err } = await checkJson(['--config', directory])
    expect({ status, results }).toEqual({ status: 0, results: [] })
    expect(err).toBe(
      `${directory}: warning: there are no targets in it; write them in targets = [...] below [[instances]]\n`,
    )
  })
})

describe('check refuses with status 2, probing nothing', () => {
  it.each([
    [[], /^Usage: portlight check/],
    [['--nope'], /^portlight check: Unknown option '--nope'\nTry: portlight check --help\n$/],
    [['--config'], /^portlight check: Option '--config <value>' argument missing\n/],
    [['h:1', '--format', 'xml'], /^portlight check: --format "xml" is not known; write text, json or prometheus\n/],
    [['h:1', '--timeout', '5'], /^portlight check: --timeout "5" is not a duration; write 5s or 1500ms\n/],
    [['h:1', '--timeout', '0s'], /^portlight check: --timeout 0 ms is out of range; write 1ms to 10min\n/],
    [['h:1', '--timeout', '11min'], /^portlight check: --timeout 11 min is out of range/],
    [['h:99999'], /^portlight check: "h:99999": port "99999" is not a number from 1 to 65535\n$/],
    [['a b', 'gopher://x'], /^portlight check: .*\nportlight check: "gopher" is not a scheme/],
    [['--config', '/nonexistent'], /^\/nonexistent: error: there is no such file or directory\n$/],
  ])('%j', async (argv, message) => {
    const { status, out, err } = await check(argv)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(message)
  })

  it('a file with an error, after its warnings, though a TARGET would do', async () => {
    const tcp = await use(silentTcp())
    const directory = await confDirectory({ 'n.toml': '[[instances]]\ntargets = ["a:1"]\nspeed = 1\nsend = 5\n' })
    const file = join(directory, 'n.toml')
    const { status, out, err } = await check([at(tcp), '--config', file, '--format', 'json'])
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toBe(
      `${file}:3: warning: speed is not a key of net_response; remove it\n${file}:4: error: send is a number; it takes a string\n`,
    )
  })

  it('a certificate file that cannot be read, with file, line and key', async () => {
    const directory = await confDirectory({
      'h.toml': '[[instances]]\ntargets = ["https://a/"]\nuse_tls = true\ntls_ca = "/nonexistent/ca.pem"\n',
    })
    const file = join(directory, 'h.toml')
    const { status, err } = await check(['--config', file])
    expect(status).toBe(2)
    expect(err).toBe(
      `${file}:4: error: tls_ca: /nonexistent/ca.pem cannot be read: there is no such file or directory\n`,
    )
  })

  it('a certificate file that is a pipe, without waiting for its end', async () => {
    const directory = await confDirectory({})
    const [file, pipe] = [join(directory, 'h.toml'), join(directory, 'ca.pem')]
    execFileSync('mkfifo', [pipe])
    await writeFile(file, `[[instances]]\ntargets = ["https://a/"]\nuse_tls = true\ntls_ca = "${pipe}"\n`)
    const { status, err } = await check(['--config', file])
    expect(status).toBe(2)
    expect(err).toBe(`${file}:4: error: tls_ca: ${pipe} is neither a file nor a link to one; name a PEM file\n`)
  })

  it('TLS options that cannot be used', async () => {
    const certificates = await makeCertificates()
    const directory = await confDirectory({})
    const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')]
    await writeFile(cert, certificates.good.certPem)
    await writeFile(key, certificates.client.keyPem)
    const file = join(directory, 'h.toml')
    await writeFile(
      file,
      `[[instances]]\ntargets = ["https://a/", "https://b/"]\nuse_tls = true\ntls_cert = "${cert}"\ntls_key = "${key}"\n`,
    )
    const { status, err } = await check(['--config', file])
    expect(status).toBe(2)
    expect(err).toBe(`${file}:3: error: tls_key does not belong to the certificate in tls_cert\n`)
  })
})

describe('output that nobody takes', () => {
  it.each([
    ['ENOSPC', 'portlight check: the output could not be written: the disk is full\n'],
    ['EPIPE', ''],
  ])('ends the command: %s', async (code, message) => {
    const closed = await use(closedTcpPort())
    const io = testIo()
    const stdout = {
      write: (_: string, done: (error?: Error | null) => void) => done(Object.assign(new Error(code), { code })),
    }
    expect(await runCheck([at(closed)], { ...io, stdout })).toBe(1)
    expect(io.err()).toBe(message)
  })
})

describe('help and version', () => {
  it('go to stdout', async () => {
    const help = await check(['--help'])
    expect(help).toMatchObject({ status: 0, err: '' })
    expect(help.out).toMatch(/^Usage: portlight check/)
    const version = await check(['--version'])
    expect(version).toEqual({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' })
  })
})

describe('the text', () => {
  it('aligns columns, marks each line, says why it failed and sums up', async () => {
    const [tcp, closed, broken] = [await use(silentTcp()), await use(closedTcpPort()), await use(statusHttp(502))]
    const { out } = await check([at(tcp), at(closed), `http://${at(broken)}/a/longer/path`])
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/^✓ {2}tcp:\/\/\S+ +Success +[\d.]+ ms$/)
    expect(lines[1]).toMatch(/^✗ {2}tcp:\/\/\S+ +ConnectionFailed +- {2}tcp \S+ refused the connection/)
    expect(lines[2]).toMatch(/^✗ {2}http:\/\/\S+ +CodeMismatch +[\d.]+ ms {2}GET \S+ answered 502; expected 200-399\.$/)
    const columns = lines.slice(0, 3).map((line) => line.search(/Success|ConnectionFailed|CodeMismatch/))
    expect(new Set(columns).size).toBe(1)
    expect(lines[3]).toMatch(/^3 targets in .+: 1 succeeded, 2 failed$/)
  })

  it('tells the days left on a certificate, also when it has expired', async () => {
    const certificates = await makeCertificates()
    const [good, expired] = [await use(politeHttps(certificates.good)), await use(politeHttps(certificates.expired))]
    const directory = await confDirectory({})
    const file = join(directory, 'h.toml')
    await writeFile(
      file,
      `[[instances]]\ntargets = ["https://localhost:${good.port}/", "https://localhost:${expired.port}/"]\nuse_tls = true\ntls_ca = '''${certificates.root.certPem}'''\n`,
    )
    const { out } = await check(['--config', file])
    expect(out).toMatch(/Success .* HTTP 200 {2}certificate has \d+ days left\n/)
    expect(out).toMatch(/ConnectionFailed .* expired on .* {2}certificate expired \d+ days ago\n/)
  })

  it.each([
    ['on a terminal', { isTTY: true, env: {} }, true],
    ['not in a pipe', { isTTY: false, env: {} }, false],
    ['not with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['in a pipe with FORCE_COLOR', { isTTY: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, true],
    ['not with FORCE_COLOR=0', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    ['not on a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
  ])('is coloured %s', async (_, options, coloured) => {
    const tcp = await use(silentTcp())
    const { out } = await check([at(tcp)], testIo(options))
    expect(out.includes('\u001B[')).toBe(coloured)
    expect(out).toContain('✓')
  })

  it('lets no server move the cursor', async () => {
    const hostile = await use(bannerTcp('\u001B[2J\u001B]0;x\u0007bad\r\n'))
    const directory = await confDirectory({
      'n.toml': `[[instances]]\ntargets = ["${at(hostile)}"]\nexpect = "SSH"\nread_timeout = "200ms"\n`,
    })
    const { out } = await check(['--config', join(directory, 'n.toml')])
    expect(out).toContain('bad')
    expect(out).not.toContain('\u001B')
  })
})
