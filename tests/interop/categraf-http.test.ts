import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readHttp } from './conf.ts'

const at = (line: number, message: string) => `input.http_response/http.toml:${line}: ${message}`
const instance = (body: string) => readHttp(`[[instances]]\ntargets = ["https://site.example/"]\n${body}\n`)
const key = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n'
const cert = '-----BEGIN CERTIFICATE-----\ncHVibGlj\n-----END CERTIFICATE-----\n'

describe('an http_response instance', () => {
  it('has Categraf’s defaults: any status, no redirects', async () => {
    const { targets, warnings, errors } = await instance('')
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
    expect(targets.map(({ config }) => config)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/),
        protocol: 'http',
        target: 'https://site.example/',
        labels: {},
        intervalMs: 15_000,
        responseTimeoutMs: 3000,
        followRedirects: false,
      },
    ])
  })

  it('takes every key, and hands every secret to the sink', async () => {
    const { targets, warnings, errors, secrets } = await instance(`
method = "POST"
response_timeout = "5s"
follow_redirects = true
username = "u"
password = "pass-1"
headers = ["Host", "other.example", "X-Plain", "1", "Authorization", "Bearer pass-2", "X-Api-Key", "pass-3", "cookie", "pass-4"]
body = '{"k":1}'
expect_response_substring = "ok"
expect_response_status_codes = "200,301"
http_proxy = "http://pu:pass-5@proxy.example:8888"
interface = "eth0"
use_tls = true
tls_ca = "ca.pem"
tls_cert = '''${cert}'''
tls_key = '''${key}'''
tls_server_name = "sni.example"
tls_min_version = "1.2"
tls_max_version = "1.3"
tls_cipher_suites = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]
insecure_skip_verify = true`)
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
    const [config] = targets.map((loaded) => loaded.config)
    const secret = (value: string) => ({ secret: [...secrets].find(([, kept]) => kept === value)?.[0] })
    expect(config).toMatchObject({
      method: 'POST',
      responseTimeoutMs: 5000,
      followRedirects: true,
      username: 'u',
      password: secret('pass-1'),
      headers: [
        { name: 'Host', value: 'other.example' },
        { name: 'X-Plain', value: '1' },
        { name: 'Authorization', value: secret('Bearer pass-2') },
        { name: 'X-Api-Key', value: secret('pass-3') },
        { name: 'cookie', value: secret('pass-4') },
      ],
      body: '{"k":1}',
      expectSubstring: 'ok',
      expectStatus: '200,301',
      proxy: 'http://proxy.example:8888',
      proxyUsername: 'pu',
      proxyPassword: secret('pass-5'),
      interface: 'eth0',
      tls: {
        ca: { file: resolve('ca.pem') },
        cert: { pem: cert },
        key: secret(key),
        serverName: 'sni.example',
        minVersion: '1.2',
        maxVersion: '1.3',
        cipherSuites: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
        insecureSkipVerify: true,
      },
    })
    expect(JSON.stringify(config)).not.toMatch(/pass-|c2VjcmV0/)
  })

  it('turns the user name in a URL into credentials, and its mapping still finds it', async () => {
    const { targets, warningLines, secrets } = await readHttp(`
[mappings]
"https://u:p%40ss@site.example/x" = { job = "web" }
[[instances]]
targets = ["https://u:p%40ss@site.example/x", "HTTPS://plain.example"]
`)
    expect(targets.map(({ config }) => config)).toMatchObject([
      { target: 'https://site.example/x', username: 'u', password: { secret: 'ref-1' }, labels: { job: 'web' } },
      { target: 'HTTPS://plain.example' },
    ])
    expect(targets[1]?.config).not.toHaveProperty('username')
    expect([...secrets.values()]).toEqual(['p@ss'])
    expect(warningLines).toEqual([
      at(5, 'target "https://site.example/x" is shown without the user name in its URL; write username and password'),
    ])
  })

  it('accepts a port that cannot be, for the probe to say so', async () => {
    const { targets, warnings } = await readHttp('[[instances]]\ntargets = ["http://u:pw@127.0.0.1:99999/a:1"]\n')
    expect(targets.map(({ config }) => config.target)).toEqual(['http://127.0.0.1:99999/a:1'])
    expect(warnings).toHaveLength(1)
  })

  it('leaves out what is no URL, and shows no password doing so', async () => {
    const { targets, warningLines } = await readHttp(
      '[[instances]]\ntargets = ["a:1", "http://u:hidden@a b/", "http://b/", "ftp://c/", "http://u:hid/hidden@d/"]\n',
    )
    expect(targets.map(({ config }) => config.target)).toEqual(['http://b/'])
    expect(warningLines).toHaveLength(4)
    expect(warningLines.join()).not.toContain('hidden')
  })

  it.each(['u:12/hidden@d/', 'u.v:12/hidden@d/', 'u.v:99999/hidden@d/', 'u:/hidden@d/'])(
    'leaves out what may be a password with a slash: %s',
    async (address) => {
      const { targets, warningLines } = await readHttp(`[[instances]]\ntargets = ["http://b/", "http://${address}"]\n`)
      expect(targets.map(({ config }) => config.target)).toEqual(['http://b/'])
      expect(warningLines).toEqual([expect.stringContaining('in a password, %2F for "/"')])
      expect(warningLines.join()).not.toContain('hidden')
    },
  )
})

describe('an http_response key', () => {
  it.each<[string, object, string]>([
    [
      'response_timeout = "500ms"',
      { responseTimeoutMs: 500 },
      'response_timeout is 500 ms here; Categraf takes 3 s for less than 1 s',
    ],
    [
      'method = "get"',
      { method: 'GET' },
      'method "get" is sent as GET; Categraf sends it as written, and most servers refuse it',
    ],
    [
      'timeout = 5',
      { responseTimeoutMs: 3000 },
      'timeout has no effect: write response_timeout, which covers the whole exchange',
    ],
    ['trace = false', {}, 'trace has no effect: every probe measures its phases; remove it'],
    [
      'disable_keepalives = false',
      {},
      'disable_keepalives has no effect: every probe opens a connection of its own; remove it',
    ],
    [
      'insecure_skip_verify = true',
      { tls: undefined },
      'insecure_skip_verify has no effect without use_tls, as in Categraf; write use_tls = true beside it',
    ],
    [
      'tls_ca = "x"',
      { tls: undefined },
      'tls_ca has no effect without use_tls, as in Categraf; write use_tls = true beside it',
    ],
    ['tls_key_pwd = "x"', {}, 'tls_key_pwd has no effect: Categraf never uses it; write a tls_key without a password'],
    ['username = "u"', { username: undefined }, 'username has no effect without password, as in Categraf; write both'],
    ['headers = ["host", "x"]', { headers: undefined }, 'header host has no effect, as in Categraf; write Host'],
    [
      'headers = ["A", "1", "a", "2"]',
      { headers: [{ name: 'a', value: '2' }] },
      'header a stands twice; the last one counts here, and Categraf takes either. Keep one',
    ],
    [
      'expect_response_status_code = 0',
      { expectStatus: undefined },
      'expect_response_status_code = 0 fails every probe in Categraf; here it accepts any status, so remove it',
    ],
    [
      'expect_response_status_codes = "2xx"',
      { expectStatus: '2xx' },
      'expect_response_status_codes = "2xx" accepts nothing in Categraf; here it is a list of statuses and ranges',
    ],
    [
      'expect_response_status_codes = "200-299"',
      { expectStatus: '200-299' },
      'expect_response_status_codes = "200-299" accepts only 200, 299 in Categraf; here it is a list of statuses and ranges',
    ],
    [
      'expect_response_status_codes = "2000"',
      { expectStatus: '200' },
      'expect_response_status_codes is read as "200", which is what Categraf finds in it; write that',
    ],
    [
      'expect_response_status_codes = "35001"',
      { expectStatus: '350,500' },
      'expect_response_status_codes is read as "350,500", which is what Categraf finds in it; write that',
    ],
    [
      'response_string_match = "x"',
      {},
      'response_string_match has no effect: write expect_response_regular_expression',
    ],
  ])('%s is read, with a warning', async (line, part, warning) => {
    const { targets, warningLines, errors } = await instance(line)
    expect(errors).toEqual([])
    expect(warningLines).toEqual([at(3, warning)])
    expect({ ...targets[0]?.config }).toEqual(expect.objectContaining(definedPart(part)))
    for (const [name, value] of Object.entries(part)) {
      if (value === undefined) expect(targets[0]?.config).not.toHaveProperty(name)
    }
  })

  it.each([
    ['headers = ["A"]', 'headers has an odd number of entries, which stops Categraf; write name, value, name, value'],
    ['headers = ["A B", "x"]', 'headers has a name that is not one: letters, digits and hyphens only'],
    ['headers = ["A", "secret\\nvalue"]', 'the value of header A has a line break or is over 8 KiB'],
    ['method = "GE T"', 'method "GE T" is not an HTTP method, and Categraf would report nothing; write GET'],
    [
      'expect_response_status_codes = "any"',
      'expect_response_status_codes names no status, so every probe would fail; write "200,301"',
    ],
    ['expect_response_status_code = 20', 'expect_response_status_code = 20 is not a status; write one from 100 to 599'],
    ['http_proxy = "socks5://u:pw@p:1"', 'http_proxy is not the address of an HTTP proxy; write http://host:port'],
    ['http_proxy = "localhost:8888"', 'http_proxy is not the address of an HTTP proxy; write http://host:port'],
    ['password = 5', 'password is a number; it takes a string'],
  ])('%s is an error', async (line, message) => {
    const { targets, errorLines } = await instance(line)
    expect(targets).toEqual([])
    expect(errorLines).toEqual([at(3, message)])
  })

  it('a pattern that cannot be compiled is an error, and one in Go’s syntax is none', async () => {
    const bad = await instance('expect_response_regular_expression = "a(b"')
    expect(bad.errors).toMatchObject([
      { line: 3, message: expect.stringMatching(/^expect_response_regular_expression cannot be used, .*a\(b/) },
    ])
    const good = await instance('expect_response_regular_expression = "(?i)^ok\\\\z"')
    expect(good.targets[0]?.config).toMatchObject({ expectRegex: '(?i)^ok\\z' })
  })

  it('both body checks must hold, with a warning', async () => {
    const { targets, warningLines } = await instance(
      'expect_response_substring = "ok"\nexpect_response_regular_expression = "(?i)green|yellow"',
    )
    expect(targets[0]?.config).toMatchObject({ expectSubstring: 'ok', expectRegex: '(?i)green|yellow' })
    expect(warningLines).toEqual([
      at(
        4,
        'expect_response_regular_expression and expect_response_substring must both hold, as in Categraf, whatever its sample file says',
      ),
    ])
  })

  it('both status checks must hold', async () => {
    const codes = 'expect_response_status_codes = "200,301"'
    const within = await instance(`expect_response_status_code = 301\n${codes}`)
    expect(within.targets[0]?.config).toMatchObject({ expectStatus: '301' })
    const outside = await instance(`expect_response_status_code = 404\n${codes}`)
    expect(outside.errorLines).toEqual([
      at(
        3,
        'expect_response_status_code = 404 is not among expect_response_status_codes, and both must hold; keep one of them',
      ),
    ])
  })

  it('a certificate without a key has no effect, nor a version that is not one', async () => {
    const { targets, warningLines } = await instance('use_tls = true\ntls_cert = "c.pem"\ntls_min_version = "TLS13"')
    expect(targets[0]?.config).toMatchObject({ tls: {} })
    expect(warningLines).toEqual([
      at(4, 'tls_cert has no effect without tls_key, as in Categraf; write both'),
      at(5, 'tls_min_version "TLS13" has no effect, as in Categraf; write 1.0, 1.1, 1.2 or 1.3'),
    ])
  })

  it('labels above the instances have no effect, with a warning', async () => {
    const { targets, warningLines } = await readHttp('labels = { a = "b" }\n[[instances]]\ntargets = ["http://h/"]\n')
    expect(targets[0]?.config.labels).toEqual({})
    expect(warningLines).toEqual([
      at(
        1,
        'labels has no effect: Categraf ignores it at the top of an http_response file; write it in each [[instances]]',
      ),
    ])
  })

  it('warns once where Categraf would go through the proxy of its environment', async () => {
    const facts = { hostname: 'h', ip: '', env: { HTTPS_PROXY: 'http://proxy:1' } }
    const { warningLines } = await readHttp(
      '[[instances]]\ntargets = ["http://a/", "https://localhost/",\n"https://b/", "https://c/"]\n',
      facts,
    )
    expect(warningLines).toEqual([
      at(3, 'Categraf would go through the proxy in HTTPS_PROXY; Portlight does not, so write http_proxy if it must'),
    ])
  })
})

function definedPart(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}
