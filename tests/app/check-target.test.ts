import { describe, expect, it } from 'vitest'
import { checkTarget } from '../../electron/app/check-target.ts'

const http = {
  id: 'a',
  protocol: 'http',
  target: 'https://a.test/',
  intervalMs: 15_000,
  responseTimeoutMs: 1000,
  followRedirects: true,
}
const tcp = { id: 'a', protocol: 'tcp', target: 'a:25', intervalMs: 15_000, timeoutMs: 1000, readTimeoutMs: 1000 }

describe('a target to be saved', () => {
  it.each([
    { ...http, expectRegex: '(?i)\\pL+', forbidRegex: '^$', expectHeaders: [{ name: 'A', regex: '\\Ax' }] },
    { ...http, expectJson: { path: '$.a[?@.b == 1 && search(@.c, "x")]' } },
    { ...tcp, expectRegex: '^220 ' },
  ])('may be %j', (target) => {
    expect(checkTarget(target)).toEqual({ ok: true, target })
  })

  it.each([
    [{ ...http, expectRegex: '(x' }, 'expectRegex: "(x" is not a pattern in RE2 syntax: missing closing )'],
    [{ ...http, forbidRegex: '(?=x)' }, 'forbidRegex: "(?=x)" is not a pattern in RE2 syntax: '],
    [{ ...http, forbidRegex: '(a{1000}){1000}' }, 'invalid repeat count'],
    [
      {
        ...http,
        expectHeaders: [
          { name: 'A', matches: 'x' },
          { name: 'B', regex: '[' },
        ],
      },
      'expectHeaders[1].regex: "["',
    ],
    [
      { ...http, expectJson: { path: 'status' } },
      'expectJson.path: "status" is not a JSONPath query, such as $.status: ',
    ],
    [{ ...http, expectJson: { path: '$[?nope(@)]' } }, 'expectJson.path: '],
    [{ ...tcp, expectRegex: '*' }, 'expectRegex: "*"'],
    [{ ...http, method: 'HEAD', expectJson: { path: '$' } }, 'method: an answer to HEAD has no body'],
    [{ ...tcp, starttls: 'smtp' }, 'starttls: of no use without TLS'],
    [{ ...tcp, intervalMs: 1 }, 'intervalMs: 1 is not accepted'],
  ])('is refused in %j', (target, message) => {
    const checked = checkTarget(target)
    expect(checked.ok ? '' : checked.message).toContain(message)
  })

  it('is told what is wrong in a few words, however long the pattern', () => {
    const checked = checkTarget({ ...http, expectRegex: `(${'x'.repeat(60_000)}` })
    expect(checked.ok ? '' : checked.message).toMatch(/^.{20,250}$/)
  })
})
