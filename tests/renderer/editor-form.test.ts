import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HttpTarget, TargetConfig, TcpTarget, UdpTarget } from '../../electron/contract/target-config.ts'
import { type Form, formOf, headerRows, isWritten, kindOf, readForm, shownText } from '../../renderer/editor/form.ts'
import { hasOption, type OptionName, optionNames, options } from '../../renderer/editor/options.ts'
import { labels, list } from '../../renderer/editor/read-option.ts'

const known = {
  targets: [
    { id: 'router', name: 'Router', target: '10.0.0.1:443' },
    { id: 'twin 1', name: 'Twin', target: 'a:1' },
    { id: 'twin 2', name: 'Twin', target: 'b:1' },
  ],
}

const common = {
  id: 'a',
  name: ' Orders  "db" ',
  labels: { region: 'eu', team: 'a=b' },
  tags: ['production', 'with, comma', 'with "quotes"'],
  intervalMs: 90_000,
  latencyLimitMs: 1500,
  degradedOver: { slow: 2, of: 7 },
  confirmFailures: 4,
  confirmRecoveries: 2,
  retryIntervalMs: 2500,
  dependsOn: ['router', 'twin 2', '0b9c1a52-7d1e-4f6a-9a53-0d6f3a1c2b4d'],
  remind: false,
  family: 6 as const,
  interface: 'eth0',
}
const exchange = {
  timeoutMs: 2000,
  readTimeoutMs: 700,
  send: 'a\\r\\n',
  sendEncoding: 'escaped' as const,
  expect: ' spaces count ',
  expectRegex: '^x ',
}
const tls = {
  insecureSkipVerify: true,
  serverName: 'x.internal',
  ca: { file: '/etc/ca.pem' },
  cert: { pem: '-----BEGIN CERTIFICATE-----\nx' },
  key: { secret: 'stored key' },
  minVersion: '1.2' as const,
  maxVersion: '1.3' as const,
  cipherSuites: ['A', 'B'],
}
const tcp: TcpTarget = { ...common, ...exchange, protocol: 'tcp', target: 'db:5432', tls, starttls: 'smtp' }
const udp: UdpTarget = { ...common, ...exchange, protocol: 'udp', target: 'dns:53' }
const http: HttpTarget = {
  ...common,
  protocol: 'http',
  target: 'https://x.example/a?b#c',
  responseTimeoutMs: 1000,
  method: 'PUT',
  headers: [
    { name: 'X-Plain', value: 'a: b' },
    { name: 'X-Secret', value: { secret: 'stored header' } },
  ],
  username: 'ann',
  password: { secret: 'stored password' },
  body: '{\n}',
  followRedirects: false,
  expectStatus: '200, 301',
  expectSubstring: ' ok',
  expectRegex: 'o+k',
  forbidSubstring: 'fail',
  forbidRegex: 'err(or)?',
  expectJson: { path: '$.a["=b"]', equals: { deep: [1, null] } },
  expectHeaders: [
    { name: 'Content-Type', matches: 'json' },
    { name: 'X-Y', regex: 'a/b' },
  ],
  proxy: 'http://proxy:3128',
  proxyUsername: 'bob',
  proxyPassword: { secret: 'stored proxy' },
  tls,
}

const form = (target: TargetConfig, part: Partial<Form> = {}): Form => ({
  ...formOf(target, target.id, target.id),
  ...part,
})

function read(given: Form) {
  const { draft, faults } = readForm(given, known)
  expect(faults).toEqual({})
  if (!draft) throw new Error('nothing was read')
  return draft
}

/** Everything written anew just as it is shown. */
function retyped(target: TargetConfig): Form {
  const shown = form(target)
  const names = optionNames.filter((name) => name !== 'headers' && !options[name].secret)
  const texts = names.flatMap((name): [string, string][] => {
    const text = shownText(shown, name, known)
    return text === '' && !isWritten(shown, name, known) ? [] : [[name, text]]
  })
  return { ...shown, texts: Object.fromEntries(texts), headers: headerRows(shown) }
}

describe.each<[string, TargetConfig]>([
  ['tcp', tcp],
  ['udp', udp],
  ['http', http],
])('a form of %s', (_, target) => {
  it('keeps every option that nobody touches', () => {
    expect(read(form(target))).toEqual({ target, secrets: {}, source: 'a' })
  })

  it('reads every option as it shows it', () => {
    // Only here a person has to write a name without the spaces around it, and PEM texts are shown.
    expect(read(retyped(target)).target).toEqual({ ...target, name: 'Orders  "db"' })
  })

  it('shows every option of the protocol, and no secret', () => {
    const kind = kindOf(target)
    const missing = optionNames.filter((name) => hasOption(kind, name) && !isWritten(form(target), name, known))
    expect(missing).toEqual([])
    const shown = optionNames.map((name) => shownText(form(target), name, known)).join('\n')
    expect(shown).not.toContain('stored')
  })

  it('shows nothing of what is at its default, and drops it again when it is emptied', () => {
    const texts = Object.fromEntries(
      optionNames
        .filter((name) => name !== 'target' && !['switch', 'headers'].includes(options[name].input))
        .map((name) => [name, '']),
    )
    const dropped: OptionName[] = ['password', 'proxyPassword', 'tls.key']
    const { target: emptied } = read(form(target, { texts, headers: [], dropped }))
    const again = form(emptied)
    const kind = kindOf(target)
    const left = optionNames.filter((name) => hasOption(kind, name) && isWritten(again, name, known))
    expect(left.filter((name) => options[name].input !== 'switch')).toEqual(['target'])
  })
})

describe('what is written in the editor', () => {
  const plain: TcpTarget = {
    id: 'a',
    protocol: 'tcp',
    target: 'db:5432',
    intervalMs: 15_000,
    timeoutMs: 5000,
    readTimeoutMs: 3000,
  }
  const faults = (texts: Form['texts'], target: TargetConfig = plain) => readForm(form(target, { texts }), known).faults

  it('takes units as people write them', () => {
    const texts = { intervalMs: '2 min', timeoutMs: '500ms', readTimeoutMs: '1.5 s' }
    expect(read(form(plain, { texts })).target).toMatchObject({
      intervalMs: 120_000,
      timeoutMs: 500,
      readTimeoutMs: 1500,
    })
  })

  it('is named where it is wrong, with what to write', () => {
    expect(faults({ timeoutMs: '5 parsecs' }).timeoutMs).toBe('“5 parsecs” is not a duration. Write 5s or 1500ms.')
    expect(faults({ intervalMs: '10ms' }).intervalMs).toBe('Write at least 1 s.')
    expect(faults({ intervalMs: '2 days' }).intervalMs).toBe('Write at most 24 h.')
    expect(faults({ confirmFailures: '21' }).confirmFailures).toBe('Write at most 20.')
    expect(faults({ degradedOver: '6 of' }).degradedOver).toContain('is not a share')
    expect(faults({ name: 'x'.repeat(2001) }).name).toBe('Too long. Write at most 2,000 characters.')
    expect(faults({ send: '\\q', sendEncoding: 'escaped' }).send).toContain('is not an escape')
    expect(faults({ dependsOn: 'Nobody' }).dependsOn).toContain('No other target is called “Nobody”')
    expect(faults({ target: 'db:99999' }).target).toContain('port “99999” is not a number from 1 to 65535')
    expect(faults({ labels: 'x' }).labels).toContain('is not a label')
    expect(faults({ expectStatus: '99' }, http).expectStatus).toContain('Write 200, 200-299')
    expect(faults({ method: 'HEAD' }, http).method).toContain('no body to look into')
    expect(faults({ expectHeaders: 'a b: c' }, http).expectHeaders).toBe('Not the name of a header.')
    expect(faults({ 'expectJson.equals': 'ok' }, http)['expectJson.equals']).toContain('This is not JSON')
  })

  it('becomes another protocol by its address, and leaves behind what that has not', () => {
    const texts = { target: 'https://ann:hunter2@x.example/' }
    const { target, secrets } = read(form({ ...plain, tags: ['a'] }, { texts }))
    expect(target).toEqual({
      id: 'a',
      protocol: 'http',
      target: 'https://x.example/',
      intervalMs: 15_000,
      tags: ['a'],
      responseTimeoutMs: 10_000,
      followRedirects: true,
      expectStatus: '200-399',
      username: 'ann',
      password: { secret: 'typed address' },
    })
    expect(secrets).toEqual({ 'typed address': 'hunter2' })
    expect(read(form(plain, { kind: 'tls' })).target).toMatchObject({ protocol: 'tcp', tls: {} })
    expect(read(form(http, { kind: 'udp', texts: { target: 'x:53' } })).target).toMatchObject({
      protocol: 'udp',
      timeoutMs: 5000,
    })
  })

  it('is a secret only as a reference', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----'
    const headers = [{ nth: 4, name: 'X', text: 'hush', secret: true, kept: null }]
    const { target, secrets } = read(form(http, { texts: { password: 'pw', 'tls.key': pem }, headers }))
    expect(JSON.stringify(target)).not.toMatch(/hush|PRIVATE|"pw"/)
    expect(Object.values(secrets).sort()).toEqual([pem, 'hush', 'pw'].sort())
    expect(read(form(http, { texts: { 'tls.key': '~/my.key' } })).target).toMatchObject({
      tls: { key: { file: '~/my.key' } },
    })
    expect(read(form(http, { dropped: ['password'] })).target).not.toHaveProperty('password')
  })
})

describe('lists in one field', () => {
  it('are read back as they were written', () => {
    const word = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(fc.uniqueArray(word), (words) => {
        expect(list.read(list.write(words, known), known)).toEqual({ ok: true, value: words })
      }),
    )
    const key = fc.stringMatching(/^[\w.-]{1,10}$/)
    const value = fc.stringMatching(/^(?:[!-~](?:[ -~]{0,10}[!-~])?)?$/)
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (given) => {
        expect(labels.read(labels.write(given, known), known)).toEqual({ ok: true, value: given })
      }),
    )
  })
})
