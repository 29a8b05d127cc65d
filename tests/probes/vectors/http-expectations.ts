import { gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { rawHttp, serveHttp, statusHttp } from '../../lab/http-servers.ts'
import { httpSpec, httpUrl } from './http-spec.ts'
import type { Row } from './row.ts'

const health = {
  status: 'down',
  checks: [
    { name: 'db', ok: true },
    { name: 'queue', ok: false },
  ],
  version: 7,
  note: null,
}
const body = JSON.stringify(health)

type Expectations = Partial<Parameters<typeof httpSpec>[0]>

function row(title: string, expectations: Expectations, outcome: Row['expect'], answer = body): Row {
  return {
    id: 'H8',
    title,
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(200, answer))), ...expectations }),
    expect: outcome,
  }
}

/** 5 for the given reason, the sentence ending as given. */
function wrong(reason: NonNullable<Row['expect']['reason']>, said: string, expected: string): Row['expect'] {
  return {
    code: 5,
    reason,
    check: ({ message, detail, responseTimeMs }) => {
      expect(message).toContain(` answered 200, but ${said}`)
      expect(detail.expected).toBe(expected)
      expect(responseTimeMs).not.toBeNull()
    },
  }
}

const good: Row['expect'] = { code: 0, reason: null }

/** A small document inside 1 MB of others. */
const large = JSON.stringify({ filler: Array.from({ length: 100_000 }, (_, n) => ({ n })), ...health })

const json = (path: string, equals?: NonNullable<Expectations['expectJson']>['equals']): Expectations => ({
  expectJson: equals === undefined ? { path } : { path, equals },
})

const headers =
  'HTTP/1.1 200 OK\r\nServer: lab/1.2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=secret2\r\nContent-Length: 2\r\n\r\nok'

function headerRow(
  title: string,
  expectHeaders: NonNullable<Expectations['expectHeaders']>,
  outcome: Row['expect'],
): Row {
  return {
    id: 'H8',
    title,
    secrets: ['secret2'],
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp(headers))), expectHeaders }),
    expect: outcome,
  }
}

export const expectedRows: readonly Row[] = [
  row(
    'a forbidden text that is there',
    { forbidSubstring: '"down"' },
    wrong('body-forbidden', 'with ""down"" in its body of', '"down"'),
  ),
  row('a forbidden text that is not there', { forbidSubstring: '"DOWN"' }, good),
  row(
    'a forbidden pattern that matches',
    { forbidRegex: '(?i)DO.N' },
    wrong('body-forbidden', 'with a match for "(?i)DO.N"', '(?i)DO.N'),
  ),
  row('a forbidden pattern that does not match', { forbidRegex: 'up$' }, good),
  row(
    'a forbidden pattern that is none',
    { forbidRegex: '(x' },
    {
      code: 5,
      reason: 'body-forbidden',
      check: ({ message }) => expect(message).toContain('"(x" is not a pattern in RE2 syntax'),
    },
  ),
  row(
    'a forbidden text beside a wanted one',
    { expectSubstring: 'db', forbidSubstring: 'queue' },
    wrong('body-forbidden', 'with "queue"', 'queue'),
  ),
  row('a forbidden text past the cap', { forbidSubstring: 'end' }, good, `${'x'.repeat(10 * 1024 * 1024)}end`),
  row('a JSON value that is there', json('$.status'), good),
  row('a JSON null that is there', json('$.note'), good),
  row('a JSON value that is equal', json('$.checks[0]', { ok: true, name: 'db' }), good),
  row(
    'a JSON value that differs',
    json('$.status', 'up'),
    wrong('json-mismatch', '$.status in its JSON is "down"; expected "up".', '$.status = "up"'),
  ),
  row(
    'a number given as a text',
    json('$.version', '7'),
    wrong('json-mismatch', '$.version in its JSON is 7; expected "7".', '$.version = "7"'),
  ),
  row(
    'a null where a text is expected',
    json('$.note', 'x'),
    wrong('json-mismatch', '$.note in its JSON is null', '$.note = "x"'),
  ),
  row(
    'a JSON value that is missing',
    json('$.health'),
    wrong('json-mismatch', 'its JSON has no $.health.', '$.health'),
  ),
  row(
    'several JSON values, of which one differs',
    json('$.checks[*].ok', true),
    wrong('json-mismatch', '$.checks[*].ok in its JSON is false; expected true.', '$.checks[*].ok = true'),
  ),
  row('a JSON filter with a pattern', json('$.checks[?match(@.name, "q.*") && @.ok == false]'), good),
  row(
    'a JSON filter whose dot is no line break',
    json('$.checks[?match(@.name, "d.")]'),
    wrong('json-mismatch', 'its JSON has no', '$.checks[?match(@.name, "d.")]'),
    JSON.stringify({ checks: [{ name: 'd\r' }] }),
  ),
  row(
    'a body that is not JSON',
    json('$.status'),
    wrong('json-mismatch', 'its body of 5 bytes is not JSON.', '$.status'),
    'hello',
  ),
  row('an empty body', json('$'), wrong('json-mismatch', 'its body of 0 bytes is not JSON.', '$'), ''),
  row('JSON behind a byte order mark', json('$.a', 1), good, '\uFEFF{"a":1}'),
  row('a JSONPath that is none', json('$.['), { code: 5, reason: 'json-mismatch' }),
  row('a value in 1 MB of JSON', json('$.status', 'down'), good, large),
  row(
    'a value anywhere in 1 MB of JSON',
    json('$..n', 7),
    wrong('json-mismatch', '$..n in its JSON is 0; expected 7.', '$..n = 7'),
    large,
  ),
  row(
    'JSON nested without end',
    json('$..a'),
    wrong('json-mismatch', 'its JSON is nested too deeply', '$..a'),
    '['.repeat(100_000) + ']'.repeat(100_000),
  ),
  row(
    'JSON that goes on beyond the cap',
    json('$'),
    { code: 5, reason: 'body-too-large' },
    `"${'x'.repeat(10 * 1024 * 1024)}"`,
  ),
  {
    id: 'H8',
    title: 'a JSON value in a compressed body',
    run: async (lab) => {
      const server = serveHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body))
      })
      return httpSpec({ target: httpUrl(await lab.use(server)), ...json('$.version', 7) })
    },
    expect: good,
  },
  headerRow('a header with the text', [{ name: 'server', matches: 'lab/' }], good),
  headerRow('a header that matches', [{ name: 'SERVER', regex: '^lab/\\d+\\.\\d+$' }], good),
  headerRow('one of two lines of a header', [{ name: 'Set-Cookie', regex: '^b=' }], good),
  headerRow(
    'a header without the text',
    [{ name: 'Server', matches: 'nginx' }],
    wrong('header-mismatch', 'without "nginx" in its header Server.', 'Server: nginx'),
  ),
  headerRow(
    'a header that does not match',
    [{ name: 'Set-Cookie', regex: '^c=' }],
    wrong('header-mismatch', 'without a match for "^c=" in its header Set-Cookie.', 'Set-Cookie: ^c='),
  ),
  headerRow(
    'no such header',
    [{ name: 'X-Cache', matches: 'HIT' }],
    wrong('header-mismatch', 'without a header X-Cache; expected "HIT" there.', 'X-Cache: HIT'),
  ),
  headerRow(
    'two headers, of which the second is wrong',
    [
      { name: 'Server', matches: 'lab' },
      { name: 'Server', matches: 'Lab' },
    ],
    wrong('header-mismatch', 'without "Lab"', 'Server: Lab'),
  ),
  {
    id: 'H9',
    title: 'wrong status and wrong header',
    run: async (lab) => {
      const server = await lab.use(statusHttp(500, body))
      return httpSpec({
        target: httpUrl(server),
        expectHeaders: [{ name: 'X-A', matches: 'x' }],
        ...json('$.status', 'up'),
      })
    },
    expect: { code: 6, reason: 'status-mismatch' },
  },
]
