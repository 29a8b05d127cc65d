import { describe, expect, it } from 'vitest'
import { savedTargetSchema, targetConfigSchema } from '../../electron/contract/target-config.ts'
import { describeIssues } from '../../electron/contract/validation.ts'

const common = { id: 'a', intervalMs: 15_000 }
const tcp = { ...common, protocol: 'tcp', target: 'db:5432', timeoutMs: 5000, readTimeoutMs: 3000 }
const udp = { ...tcp, protocol: 'udp' }
const http = {
  ...common,
  protocol: 'http',
  target: 'https://a.test/',
  responseTimeoutMs: 10_000,
  followRedirects: true,
}

function faults(target: unknown, schema = targetConfigSchema): string[] {
  const parsed = schema.safeParse(target)
  return parsed.success ? [] : describeIssues(parsed.error, target)
}

describe('the options of a target', () => {
  it.each([
    [{ ...tcp, send: '\\x00', sendEncoding: 'escaped', expectRegex: '^\\+OK', latencyLimitMs: 500 }],
    [{ ...udp, send: '00 ff', sendEncoding: 'hex' }],
    [{ ...tcp, tls: {}, starttls: 'smtp' }],
    [{ ...http, forbidSubstring: 'x', forbidRegex: 'x+', latencyLimitMs: 1 }],
    [{ ...tcp, confirmFailures: 1, confirmRecoveries: 20, retryIntervalMs: 1000, dependsOn: ['id'], remind: false }],
    [{ ...tcp, degradedOver: { slow: 5, of: 5 } }],
    [{ ...http, expectJson: { path: '$.status' }, expectHeaders: [{ name: 'Server', matches: 'nginx' }] }],
    [{ ...http, expectJson: { path: '$', equals: null }, expectHeaders: [{ name: 'X-A', regex: '^\\d+$' }] }],
    [{ ...http, expectJson: { path: '$.a', equals: { b: [1, 'c', true, null] } } }],
  ])('may be %j, and are kept as they are', (target) => {
    expect(targetConfigSchema.parse(target)).toEqual(target)
  })

  it.each([
    [{ ...tcp, send: '\\q', sendEncoding: 'escaped' }, 'send: "\\q" is not an escape'],
    [{ ...udp, send: '0', sendEncoding: 'hex' }, 'send: "0" has an odd number of hex digits'],
    [{ ...tcp, sendEncoding: 'base64' }, 'sendEncoding: "base64" is not accepted; expected one of text, escaped, hex'],
    [{ ...tcp, starttls: 'smtp' }, 'starttls: of no use without TLS'],
    [{ ...tcp, tls: {}, starttls: 'ftp' }, 'starttls: "ftp" is not accepted'],
    [{ ...udp, starttls: 'smtp' }, 'no key named starttls'],
    [{ ...http, latencyLimitMs: 0 }, 'latencyLimitMs: 0 is not accepted'],
    [{ ...tcp, confirmFailures: 0 }, 'confirmFailures: 0 is not accepted'],
    [{ ...tcp, confirmRecoveries: 1.5 }, 'confirmRecoveries: 1.5 is not accepted'],
    [{ ...tcp, retryIntervalMs: 999 }, 'retryIntervalMs: 999 is not accepted'],
    [{ ...tcp, degradedOver: { slow: 6, of: 5 } }, 'degradedOver.slow: more than there are'],
    [{ ...tcp, dependsOn: [''] }, 'dependsOn[0]: "" is not accepted'],
    [{ ...http, expectHeaders: [{ name: 'A', matches: 'x', regex: 'y' }] }, 'expectHeaders[0]: give either'],
    [{ ...http, expectHeaders: [{ name: 'A' }] }, 'expectHeaders[0]: give either'],
    [{ ...http, expectHeaders: [{ name: 'A:', matches: 'x' }] }, 'not the name of a header'],
    [{ ...http, expectJson: { path: '$', equals: Number.NaN } }, 'not a JSON value'],
  ])('are refused in %j', (target, message) => {
    expect(faults(target).join('\n')).toContain(message)
  })

  it('refuses a value to compare with that is deeper than any answer worth comparing', () => {
    let equals: unknown = 1
    for (let depth = 0; depth < 100_000; depth += 1) equals = [equals]
    expect(faults({ ...http, expectJson: { path: '$', equals } })).toEqual([expect.stringContaining('over 32 deep')])
  })

  it.each([
    { expectSubstring: 'x' },
    { expectRegex: 'x' },
    { forbidSubstring: 'x' },
    { forbidRegex: 'x' },
    { expectJson: { path: '$' } },
  ])('cannot be saved with HEAD and %j', (expectation) => {
    const target = { ...http, method: 'head', ...expectation }
    expect(faults(target, savedTargetSchema)).toEqual([expect.stringContaining('an answer to HEAD has no body')])
    expect(faults({ ...target, method: 'GET' }, savedTargetSchema)).toEqual([])
    // A Categraf file may say so all the same.
    expect(faults(target)).toEqual([])
  })

  it('can be saved with HEAD and what concerns the headers', () => {
    const target = { ...http, method: 'HEAD', expectSubstring: '', expectHeaders: [{ name: 'A', matches: 'x' }] }
    expect(faults(target, savedTargetSchema)).toEqual([])
  })
})
