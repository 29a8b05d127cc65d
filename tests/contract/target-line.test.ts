import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineWords } from '../../electron/contract/line-words.ts'
import { parseTargetLine, type TargetLine, writeTargetLine } from '../../electron/contract/target-line.ts'

function read(line: string): TargetLine {
  const parsed = parseTargetLine(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.value
}

function fault(line: string): string {
  const parsed = parseTargetLine(line)
  return parsed.ok ? 'none' : parsed.message
}

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`

describe('a target on one line', () => {
  it('takes the words that follow the address', () => {
    expect(
      read('https://api.example.com/health every 30s timeout 2 min status 200, 301 body all is ok tag prod').target,
    ).toEqual({
      id: 'new',
      protocol: 'http',
      target: 'https://api.example.com/health',
      intervalMs: 30_000,
      responseTimeoutMs: 120_000,
      followRedirects: true,
      expectStatus: '200, 301',
      expectSubstring: 'all is ok',
      tags: ['prod'],
    })
    expect(read('redis:6379 send PING\\r\\n expect +PONG wait 1s tag a tag b tag a name Cache  one').target).toEqual({
      id: 'new',
      protocol: 'tcp',
      target: 'redis:6379',
      intervalMs: 15_000,
      timeoutMs: 5000,
      readTimeoutMs: 1000,
      send: 'PING\\r\\n',
      sendEncoding: 'escaped',
      expect: '+PONG',
      tags: ['a', 'b'],
      name: 'Cache  one',
    })
    expect(read('https://x status any METHOD HEAD').target).not.toHaveProperty('expectStatus')
  })

  it('tells what was written from what is a default', () => {
    expect([...read('db:5432 every 15s').written]).toEqual(['every'])
  })

  it('takes a text in quotes whole, words and all', () => {
    expect(read(`https://x body "status 200" name 'it''s every "one"'`).target).toMatchObject({
      expectSubstring: 'status 200',
      name: 'it\'s every "one"',
    })
    expect(read('https://x name """"').target).toMatchObject({ name: '"' })
  })

  it.each([
    ['db:5432 evry 30s', '"evry" says nothing after an address; write every, timeout, wait, slow'],
    ['db:5432 every 30s often', '"often" says nothing after an address'],
    ['db:5432 every', '"every" has no value; write every 30s'],
    ['db:5432 every tag x', '"every" has no value; write every 30s, or put quotes around the text it belongs to'],
    ['db:5432 every 5 parsecs name x', '"5 parsecs" is not a duration; write 5s or 1500ms'],
    ['db:5432 every 10ms', '"every" is too short; write every 1s or more'],
    ['db:5432 timeout 2h', '"timeout" is too long; write timeout 10min or less'],
    ['db:5432 every 5s every 6s', '"every" stands there twice; write it once'],
    ['db:5432 status 200', '"status" is not for tcp; write every'],
    ['https://x expect ok', '"expect" is not for http; write every, timeout, slow, confirm, status, method, body, tag'],
    ['https://x status 99', 'what follows "status" cannot be used: not a list of statuses'],
    ['https://x body "ok', 'the quotes after "body" are not closed'],
    ['https://x body ""', '"body" has no value; write body ok'],
    ['https://x confirm many', 'what follows "confirm" is not a number from 1 to 20'],
    ['https://x method HEAD body ok', 'what follows "method" cannot be used: an answer to HEAD has no body'],
    ['db:5432 send \\q', 'what follows "send" cannot be used: "\\q" is not an escape'],
    ['ftp://x every 5s', '"ftp" is not a scheme'],
    [`db:5432 name ${'x'.repeat(2001)}`, 'what follows "name" cannot be used'],
  ])('%s: %s', (line, message) => {
    expect(fault(line)).toContain(message)
  })

  it('repeats no password', () => {
    expect(fault('https://ann:hunter2@x evry 5s')).not.toContain('hunter2')
    expect(fault('https://ann:hunter2 three@x every 5s')).not.toContain('three')
    expect(JSON.stringify(read('https://ann:hunter2@x every 5s').target)).not.toContain('hunter2')
  })

  it('answers any text, and never throws', () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...lineWords, '"', "'", '""', '5s', '200', 'ok'), fc.string()))
    fc.assert(
      fc.property(fc.constantFrom('db:1', 'https://x', 'udp://x:1', ''), words, (address, rest) => {
        const parsed = parseTargetLine([address, ...rest].join(' '))
        if (!parsed.ok) expect(parsed.message).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })

  it('is written as a line that is read back as the same target', () => {
    const text = fc
      .array(fc.oneof(fc.constantFrom(...lineWords, '"', "'", ' ', '  ', '\\', 'ok'), fc.string({ maxLength: 8 })), {
        maxLength: 6,
      })
      .map((parts) => parts.join(''))
      .filter((value) => value !== '')
    const duration = fc.integer({ min: 1000, max: 600_000 }).map((ms) => `${ms}ms`)
    const both = {
      every: some(duration),
      slow: some(duration),
      name: some(text.map(quote)),
      tag: some(text.map(quote)),
    }
    const net = fc.record({ ...both, wait: some(duration), expect: some(text.map(quote)), send: some(text.map(quote)) })
    const http = fc.record({
      ...both,
      timeout: some(duration),
      confirm: some(fc.integer({ min: 1, max: 20 })),
      status: some(fc.constantFrom('200', '2xx', '200-299, 301', 'any')),
      body: some(text.map(quote)),
    })
    const lines = fc.oneof(
      fc.tuple(fc.constantFrom('tcp://db:5432', 'tls://[::1]:443', 'udp://dns:53'), net),
      fc.tuple(fc.constantFrom('https://x/a?b=c#d', 'http://bücher.example:8080/'), http),
    )
    let readable = 0
    fc.assert(
      fc.property(lines, ([address, options]) => {
        const words = Object.entries(options).flatMap(([word, value]) => (value === undefined ? [] : [word, value]))
        const first = parseTargetLine([address, ...words].join(' '))
        if (!first.ok) return
        readable += 1
        const written = writeTargetLine(first.value.target)
        expect(read(written).target).toEqual(first.value.target)
        expect(writeTargetLine(read(written).target)).toBe(written)
      }),
      { numRuns: 1000 },
    )
    expect(readable).toBeGreaterThan(300)
  })
})
