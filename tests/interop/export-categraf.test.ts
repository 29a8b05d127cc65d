import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nativeTarget } from '../../electron/contract/native-target.ts'
import { type TargetConfig, targetConfigSchema } from '../../electron/contract/target-config.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import { exportCategraf } from '../../electron/interop/export-categraf.ts'
import { readConfigs } from '../../electron/interop/read-configs.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { categrafHttp, categrafNet } from './any-target.ts'

async function readBack(targets: readonly TargetConfig[]) {
  const { files, warnings } = exportCategraf(targets)
  const directory = temporaryDirectory()
  for (const { path, text } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  const secrets = createMemorySecrets()
  const machine = { hostname: 'h', ip: '', env: {} }
  const read = await readConfigs([directory], { secrets: (value) => secrets.sink(value), machine })
  return { read, warnings, files }
}

/** As a set: what shares an instance stands together. */
const sorted = (targets: readonly TargetConfig[]) =>
  targets.map(({ id: _id, ...rest }) => rest).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const native = (line: string, more: object = {}): TargetConfig => {
  const parsed = parseTarget(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return targetConfigSchema.parse({ ...nativeTarget('id', parsed.value), ...more })
}

const left = (target: string, option: string, plugin: string) =>
  `${target}: ${option} is left out: Categraf's ${plugin} has nothing like it`

describe('targets written for Categraf', () => {
  it('read back as the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(categrafNet, categrafHttp), { minLength: 1, maxLength: 6 }),
        async (targets) => {
          const parsed = targets.map((target) => targetConfigSchema.parse(target))
          const { read } = await readBack(parsed)
          expect(read.errors).toEqual([])
          expect(sorted(read.targets.map(({ config }) => targetConfigSchema.parse(config)))).toEqual(sorted(parsed))
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)

  it('share an instance where only address and labels differ, each with its own labels', () => {
    const { files, warnings } = exportCategraf([
      native('a.internal:22', { labels: { team: 'ops' } }),
      native('b.internal:22', { labels: { price: '$5' } }),
    ])
    expect(warnings).toEqual([])
    expect(files.map(({ path }) => path)).toEqual(['input.net_response/net_response.toml'])
    expect(files[0]?.text).toContain('targets = [ "a.internal:22", "b.internal:22" ]')
    expect(files[0]?.text).toContain('[instances.mappings."b.internal:22"]\nprice = "$5"')
  })

  it('keep their own intervals as multiples of a common step', async () => {
    const intervals = [30_000, 45_000, 86_400_000]
    const { read, files } = await readBack(intervals.map((intervalMs, nth) => native(`h:${nth + 1}`, { intervalMs })))
    expect(files[0]?.text).toContain('interval = "15s"')
    expect(read.targets.map(({ config }) => config.intervalMs)).toEqual(intervals)
  })

  it('have each accepted status written out, as Categraf knows no ranges', () => {
    const { files } = exportCategraf([native('https://a.internal/', { expectStatus: '2xx' })])
    const codes = /expect_response_status_codes = "([^"]*)"/.exec(files[0]?.text ?? '')?.[1]?.split(',')
    expect(codes).toHaveLength(100)
    expect(codes?.slice(0, 2)).toEqual(['200', '201'])
  })

  it('say what Categraf does not know of how a target is judged, and what depends on it', () => {
    const judged = {
      latencyLimitMs: 500,
      degradedOver: { slow: 1, of: 1 },
      confirmFailures: 3,
      confirmRecoveries: 2,
      retryIntervalMs: 2000,
      dependsOn: ['router'],
      remind: false,
    }
    const { warnings } = exportCategraf([native('a.internal:22', judged), native('https://b.internal/', judged)])
    expect(warnings).toEqual([
      ...Object.keys(judged).map((option) => left('a.internal:22', option, 'net_response')),
      ...Object.keys(judged).map((option) => left('https://b.internal/', option, 'http_response')),
    ])
  })

  it('say of each option what Categraf cannot do, without the secret', () => {
    const { files, warnings } = exportCategraf([
      native('tls://a.internal:993', { name: 'Mail', starttls: 'imap', expectRegex: 'OK' }),
      native('https://b.internal/', {
        username: 'ada',
        password: { secret: 'ref' },
        forbidSubstring: 'error',
        responseTimeoutMs: 500,
        headers: [{ name: 'host', value: 'c.internal' }],
      }),
    ])
    expect(warnings).toEqual([
      "Mail (a.internal:993): name is left out: Categraf's net_response has nothing like it",
      "Mail (a.internal:993): expectRegex is left out: Categraf's net_response has nothing like it",
      'Mail (a.internal:993): only its port is probed: Categraf makes no TLS handshake and sees no certificate',
      "https://b.internal/: forbidSubstring is left out: Categraf's http_response has nothing like it",
      'https://b.internal/: its timeout is under 1 s, which Categraf takes for 3 s',
      'https://b.internal/: password is a secret and is not written; put it in place of REPLACE-ME',
    ])
    expect(files[1]?.text).toContain('password = "REPLACE-ME"')
    expect(files[1]?.text).toContain('"Host", "c.internal"')
  })

  it('are left without what cannot be sent as text', () => {
    const { files, warnings } = exportCategraf([native('udp://a.internal:53', { send: 'ff00', sendEncoding: 'hex' })])
    expect(files[0]?.text).not.toContain('send =')
    expect(warnings).toEqual(['a.internal:53: send is left out: Categraf sends text only, and these bytes are none'])
  })
})
