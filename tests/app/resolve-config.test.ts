import { execFile } from 'node:child_process'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPemFile } from '../../electron/app/pem-file.ts'
import { resolveConfig } from '../../electron/app/resolve-config.ts'
import { nativeTarget } from '../../electron/contract/native-target.ts'
import type { HttpTarget, TcpTarget } from '../../electron/contract/target-config.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'

const certificate = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portlight-resolve-'))
})
afterEach(() => rm(directory, { recursive: true }))

function target(line: string) {
  const parsed = parseTarget(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return nativeTarget('id-1', parsed.value)
}

const http = (extra: Partial<HttpTarget>): HttpTarget => ({
  id: 'id-1',
  protocol: 'http',
  target: 'https://example.test/',
  intervalMs: 15_000,
  responseTimeoutMs: 10_000,
  followRedirects: true,
  ...extra,
})

describe('resolveConfig', () => {
  it('fills in the defaults of an HTTP probe, TLS included, and names the target after its address', async () => {
    expect(await resolveConfig(target('http://example.test/a'), createMemorySecrets())).toEqual({
      ok: true,
      spec: {
        id: 'id-1',
        name: 'http://example.test/a',
        target: 'http://example.test/a',
        labels: {},
        family: null,
        interface: null,
        protocol: 'http',
        responseTimeoutMs: 10_000,
        method: 'GET',
        headers: [],
        username: null,
        password: null,
        body: null,
        followRedirects: true,
        expectStatus: '200-399',
        expectSubstring: null,
        expectRegex: null,
        forbidSubstring: null,
        forbidRegex: null,
        expectJson: null,
        expectHeaders: [],
        proxy: null,
        tls: {
          insecureSkipVerify: false,
          serverName: null,
          ca: null,
          cert: null,
          key: null,
          minVersion: null,
          maxVersion: null,
          cipherSuites: [],
        },
      },
    })
  })

  it('sends and expects the UTF-8 bytes of what was written, and nothing for an empty text', async () => {
    const tcp: TcpTarget = {
      id: 'a',
      protocol: 'tcp',
      target: 'db:5432',
      name: 'Database',
      intervalMs: 15_000,
      timeoutMs: 5000,
      readTimeoutMs: 3000,
      send: 'PING ü\r\n',
      expect: '',
    }
    const resolved = await resolveConfig(tcp, createMemorySecrets())
    expect(resolved).toMatchObject({ ok: true, spec: { name: 'Database', expect: null, tls: null } })
    if (!resolved.ok || resolved.spec.protocol !== 'tcp') throw new Error('not a tcp spec')
    expect([...(resolved.spec.send ?? [])]).toEqual([...Buffer.from('PING ü\r\n', 'utf8')])
  })

  it('gives a tls:// target a TLS spec', async () => {
    expect(await resolveConfig(target('tls://db:5432'), createMemorySecrets())).toMatchObject({
      spec: { protocol: 'tcp', tls: { insecureSkipVerify: false } },
    })
  })

  it('puts secrets where the probe needs them', async () => {
    const secrets = createMemorySecrets()
    const config = http({
      username: 'ann',
      password: secrets.sink('p4ss'),
      headers: [
        { name: 'X-Plain', value: 'plain' },
        { name: 'X-Token', value: secrets.sink('t0ken') },
      ],
      proxy: 'http://proxy:3128',
      proxyUsername: 'bob',
      proxyPassword: secrets.sink('pr0xy'),
      tls: { key: secrets.sink('key text'), cert: { pem: certificate('client') } },
    })
    expect(await resolveConfig(config, secrets)).toMatchObject({
      ok: true,
      spec: {
        username: 'ann',
        password: 'p4ss',
        headers: [
          { name: 'X-Plain', value: 'plain' },
          { name: 'X-Token', value: 't0ken' },
        ],
        proxy: { url: 'http://proxy:3128', username: 'bob', password: 'pr0xy', bypass: [] },
        tls: { key: 'key text', cert: certificate('client') },
      },
    })
  })

  describe('with a proxy in the settings', () => {
    const own = createMemorySecrets()
    const proxy = {
      url: 'http://default:3128',
      username: 'ops',
      password: own.sink('d3fault'),
      secrets: own,
      bypass: ['localhost', 'intranet.example'],
    }
    const network = { bypass: ['intranet.example'], proxy, caFile: null, interface: null }

    it('sends an HTTP target without one through it', async () => {
      const resolved = await resolveConfig(http({}), createMemorySecrets(), network)
      const { secrets: _where, ...asked } = { ...proxy, password: 'd3fault' }
      expect(resolved).toMatchObject({ ok: true, spec: { proxy: asked } })
    })

    it('leaves a target its own, with the list but without the credentials', async () => {
      const resolved = await resolveConfig(http({ proxy: 'http://own:1' }), createMemorySecrets(), network)
      const asked = { url: 'http://own:1', username: null, password: null, bypass: ['intranet.example'] }
      expect(resolved).toMatchObject({ ok: true, spec: { proxy: asked } })
    })

    it('says whose password is missing', async () => {
      const forgotten = { ...network, proxy: { ...proxy, password: { secret: 'gone' } } }
      expect(await resolveConfig(http({}), createMemorySecrets(), forgotten)).toMatchObject({
        ok: false,
        lacks: 'secret',
        message: expect.stringContaining('the password of the proxy in the settings cannot be used'),
      })
    })
  })

  it('takes the CA file and the interface of the settings where a target names none', async () => {
    const caFile = join(directory, 'ca.pem')
    await writeFile(caFile, certificate('company'))
    const network = { bypass: [], proxy: null, caFile, interface: 'vpn0' }
    const secrets = createMemorySecrets()
    expect(await resolveConfig(http({}), secrets, network)).toMatchObject({
      spec: { interface: 'vpn0', tls: { ca: certificate('company') } },
    })
    const own = http({ interface: '192.0.2.1', tls: { ca: { pem: certificate('own') } } })
    expect(await resolveConfig(own, secrets, network)).toMatchObject({
      spec: { interface: '192.0.2.1', tls: { ca: certificate('own') } },
    })
    await rm(caFile)
    expect(await resolveConfig(http({}), secrets, network)).toMatchObject({
      ok: false,
      lacks: 'file',
      message: expect.stringContaining('the CA file in the settings is unusable'),
    })
  })

  it('says which secret is missing', async () => {
    expect(await resolveConfig(http({ password: { secret: 'gone' } }), createMemorySecrets())).toEqual({
      ok: false,
      lacks: 'secret',
      message: 'its password cannot be used: it is not stored; enter it again',
    })
  })

  it('reads PEM files, and again once they have changed', async () => {
    const file = join(directory, 'ca.pem')
    await writeFile(file, certificate('one'))
    const config = http({ tls: { ca: { file } } })
    const secrets = createMemorySecrets()
    expect(await resolveConfig(config, secrets)).toMatchObject({ spec: { tls: { ca: certificate('one') } } })

    await writeFile(file, certificate('two'))
    await utimes(file, 1, 1)
    expect(await resolveConfig(config, secrets)).toMatchObject({ spec: { tls: { ca: certificate('two') } } })

    // Same date and size: what is known is used, so a probe costs no read.
    await writeFile(file, certificate('xxx'))
    await utimes(file, 1, 1)
    expect(await resolveConfig(config, secrets)).toMatchObject({ spec: { tls: { ca: certificate('two') } } })
  })

  it('refuses what is no file, and reads a file once however many ask for it', async () => {
    const pipe = join(directory, 'ca.pem')
    await promisify(execFile)('mkfifo', [pipe])
    expect(await readPemFile(pipe)).toEqual({
      ok: false,
      message: `${pipe} is neither a file nor a link to one; name a PEM file`,
    })
    await rm(pipe)
    await writeFile(pipe, certificate('one'))
    const [first, second] = [readPemFile(pipe), readPemFile(pipe)]
    expect(second).toBe(first)
    expect(await first).toEqual({ ok: true, value: certificate('one') })
    expect(readPemFile(pipe)).not.toBe(first)
  })

  it.each([
    ['missing.pem', null, 'cannot be read: there is no such file or directory'],
    ['text.pem', 'not a certificate', 'holds no PEM text ("-----BEGIN …")'],
  ])('names the PEM file that cannot be used: %s', async (name, text, reason) => {
    const file = join(directory, name)
    if (text !== null) await writeFile(file, text)
    expect(await resolveConfig(http({ tls: { ca: { file } } }), createMemorySecrets())).toEqual({
      ok: false,
      lacks: 'file',
      message: `its CA certificate is unusable: ${file} ${reason}`,
    })
  })
})
