import { expect, it } from 'vitest'
import { nativeTarget } from '../../electron/contract/native-target.ts'
import { type TargetConfig, targetConfigSchema } from '../../electron/contract/target-config.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import { exportBlackbox } from '../../electron/interop/export-blackbox.ts'

const native = (line: string, more: object = {}): TargetConfig => {
  const parsed = parseTarget(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return targetConfigSchema.parse({ ...nativeTarget('id', parsed.value), ...more })
}

const filesOf = (...targets: TargetConfig[]) => {
  const { files, warnings } = exportBlackbox(targets)
  const [modules = '', scrape = '', rules = ''] = files.map(({ text }) => text)
  return { modules, scrape, rules, warnings }
}

it('writes one module for equal options, and a job that sends each target through it', () => {
  const { modules, scrape, warnings } = filesOf(
    native('a.internal:22', { labels: { team: 'ops' } }),
    native('b.internal:22', { labels: { team: 'ops' } }),
    native('c.internal:22'),
  )
  expect(warnings).toEqual([])
  expect(modules.split('\n').slice(1).join('\n')).toBe(`modules:
  tcp_1:
    prober: tcp
    timeout: "5s"
    tcp:
      preferred_ip_protocol: ip4
`)
  expect(scrape).toContain(`    scrape_interval: "15s"
    scrape_timeout: "5500ms"
    static_configs:
      - targets:
          - "a.internal:22"
          - "b.internal:22"
        labels:
          team: ops
      - targets:
          - "c.internal:22"
    relabel_configs:
      - source_labels:
          - __address__
        target_label: __param_target
`)
})

it('says what is expected in patterns, a plain text quoted', () => {
  const { modules } = filesOf(
    native('https://a.internal/', {
      expectStatus: '200',
      expectSubstring: 'a.b (c)',
      forbidRegex: 'err(or)?',
      family: 6,
    }),
    native('tcp://a.internal:25', { send: 'QUIT\r\n', expect: '221 2.0.0' }),
  )
  expect(modules).toContain('valid_status_codes: [200]')
  expect(modules).toContain(String.raw`fail_if_body_not_matches_regexp:
        - "a\\.b \\(c\\)"
      fail_if_body_matches_regexp:
        - "err(or)?"`)
  expect(modules).toContain('preferred_ip_protocol: ip6\n      ip_protocol_fallback: false')
  expect(modules).toContain(String.raw`query_response:
        - send: "QUIT\r"
        - expect: "221 2\\.0\\.0"`)
})

it('accepts every status where none is named, as the exporter alone would not', () => {
  const { expectStatus: _any, ...open } = { ...native('http://a.internal/'), expectStatus: undefined }
  expect(filesOf(targetConfigSchema.parse(open)).modules).toContain('valid_status_codes: [100, 101, ')
})

it('names what the exporter cannot do, target by target', () => {
  const { warnings, modules } = filesOf(
    native('udp://a.internal:53'),
    native('tcp://b.internal:7', { send: 'ping', intervalMs: 3000, labels: { 'data-center': 'x', job: 'y' } }),
    native('https://c.internal/', { password: { secret: 'ref' }, username: 'ada', tls: { cipherSuites: ['TLS_X'] } }),
  )
  expect(warnings).toEqual([
    'a.internal:53: it is left out: blackbox_exporter has no UDP probe',
    'b.internal:7: what it sends gets a line feed at its end, which blackbox_exporter always adds',
    'b.internal:7: it is given up after 2500ms: Prometheus waits no longer than the interval',
    'b.internal:7: label data-center is written as data_center, which Prometheus takes',
    'b.internal:7: label job is left out: Prometheus sets it itself',
    'https://c.internal/: password is a secret and is not written; put it in place of REPLACE-ME',
    'https://c.internal/: tls.cipherSuites is left out: blackbox_exporter has nothing like it',
  ])
  expect(modules).toContain('password: "REPLACE-ME"')
})

it('brings alert rules for failure, certificate and a missing exporter', () => {
  const { rules } = filesOf(native('a.internal:22'))
  expect(rules.match(/alert: \w+/g)).toEqual([
    'alert: ProbeFailed',
    'alert: CertificateExpiresSoon',
    'alert: ProbeMissing',
  ])
})

it('says what blackbox_exporter does not know of how a target is judged', () => {
  const judged = { degradedOver: { slow: 1, of: 1 }, confirmFailures: 3, dependsOn: ['router'], remind: false }
  const { warnings } = filesOf(native('a.internal:22', judged), native('https://b.internal/', judged))
  expect(warnings).toEqual(
    ['a.internal:22', 'https://b.internal/'].flatMap((target) =>
      Object.keys(judged).map((option) => `${target}: ${option} is left out: blackbox_exporter has nothing like it`),
    ),
  )
})
