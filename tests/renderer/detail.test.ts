import { describe, expect, it } from 'vitest'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { parseTargetLine } from '../../electron/contract/target-line.ts'
import { readBack } from '../../renderer/add/reading-back.ts'
import { phaseScale, phasesOf, phaseWidths } from '../../renderer/detail/phases.ts'
import { resultOf } from './fixtures/result.ts'

const http = { id: 'a', name: 'A', target: 'https://a.example.com', protocol: 'http' } as const
const tcp = { id: 'a', name: 'A', target: 'a:1', protocol: 'tcp' } as const
const page = { statusCode: 200, httpVersion: '1.1', bytes: 1, redirects: [] }

const short = (result: ProbeResult) =>
  phasesOf(result).map(({ kind, ms, hung }) => `${kind} ${Math.round(ms)}${hung ? ' hung' : ''}`)

function lines(line: string): string[] {
  const parsed = parseTargetLine(line)
  if (!parsed.ok) throw new Error(parsed.message)
  return readBack(parsed.value).map(({ term, value }) => `${term}: ${value}`)
}

describe('phasesOf', () => {
  it('gives an HTTP probe its body', () => {
    const timings = { total: 182, dns: 4, connect: 18, tls: 41, firstByte: 97 }
    expect(short(resultOf(http, { timings, http: page }))).toEqual([
      'dns 4',
      'connect 18',
      'tls 41',
      'firstByte 97',
      'body 22',
    ])
  })

  it('does not call the hops before the last the body', () => {
    const timings = { total: 182, dns: 4, connect: 18, tls: 41, firstByte: 97 }
    const redirected = { ...page, redirects: ['https://a.example.com/b'] }
    expect(short(resultOf(http, { timings, http: redirected })).at(-1)).toBe('rest 22')
  })

  it('names the phase that never ended, and its time to the end', () => {
    const timings = { total: 5003, dns: 4, connect: 18, tls: 41, firstByte: null }
    expect(short(resultOf(http, { resultCode: 2, reason: 'header-timeout', timings }))).toEqual([
      'dns 4',
      'connect 18',
      'tls 41',
      'firstByte 4940 hung',
    ])
    const resolving = { total: 1000, dns: null, connect: null, tls: null, firstByte: null }
    expect(short(resultOf(http, { resultCode: 2, reason: 'dns-timeout', timings: resolving }))).toEqual([
      'dns 1000 hung',
    ])
  })

  it('shows what a text conversation waited for', () => {
    const timings = { total: 30, dns: null, connect: 10, tls: null, firstByte: null }
    expect(short(resultOf(tcp, { timings }))).toEqual(['connect 10', 'reply 20'])
    expect(short(resultOf(tcp, { timings: { ...timings, total: 10.4 } }))).toEqual(['connect 10'])
  })

  it('has nothing to show where nothing was measured', () => {
    const timings = { total: 3, dns: null, connect: null, tls: null, firstByte: null }
    expect(phasesOf(resultOf(tcp, { resultCode: 2, reason: 'refused', timings }))).toEqual([])
  })
})

describe('the bars of two probes', () => {
  const hung = [
    { kind: 'dns', ms: 10, hung: false },
    { kind: 'connect', ms: 5000, hung: true },
  ] as const
  const good = [
    { kind: 'dns', ms: 12, hung: false },
    { kind: 'connect', ms: 88, hung: false },
  ] as const

  it('lets a hung phase take two thirds of the bar, or all of it', () => {
    expect(phaseWidths(hung, phaseScale(hung, []))).toEqual([10, 20])
    const alone = hung.slice(1)
    expect(phaseWidths(alone, phaseScale(alone, []))).toEqual([1])
  })

  it('draws both at the scale of the good one, so that their phases line up', () => {
    expect(phaseScale(hung, good)).toBe(100)
    expect(phaseWidths(hung, 100)).toEqual([10, 90])
    expect(phaseWidths(good, 100)).toEqual([12, 88])
  })

  it('makes room for a last probe that took longer before it failed', () => {
    const slow = [{ kind: 'dns', ms: 400, hung: false }] as const
    expect(phaseScale(slow, good)).toBe(400)
    // And for the phase that never ended to be seen.
    expect(phaseScale([...slow, { kind: 'connect', ms: 5000, hung: true }], good)).toBe(600)
  })
})

describe('readBack', () => {
  it('says what a page is probed for', () => {
    expect(lines('https://api.example.com/health?x=1#top')).toEqual([
      'Probe: HTTPS GET api.example.com, path /health?x=1',
      'Every: 15 s, the default',
      'Give up after: 10 s, the default',
      'Expect status: 200–399, the default',
      'Certificate: valid, and trusted by this computer',
      'Tell me after: as in the settings',
      'Name: https://api.example.com/health?x=1#top',
    ])
  })

  it('says what was written as it is, and what was not as a default', () => {
    expect(lines('db:5432 every 30s send PING expect PONG tag prod confirm 3 slow 80ms name Orders')).toEqual([
      'Probe: TCP connection to db, port 5432',
      'Every: 30 s',
      'Give up after: 5 s, the default',
      'Send: PING',
      'Wait for reply: 3 s, the default',
      'Expect: contains “PONG”',
      'Slow over: 80 ms',
      'Tags: prod',
      'Tell me after: 3 failures in a row',
      'Name: Orders',
    ])
    expect(lines('https://a status any method HEAD')).toContain('Expect status: any')
  })

  it('names the port only where it is not the scheme’s own', () => {
    expect(lines('http://a:8080/')[0]).toBe('Probe: HTTP GET a, port 8080')
    expect(lines('http://a:80/')[0]).toBe('Probe: HTTP GET a')
  })

  it('never repeats a password', () => {
    const text = lines('https://joe:hunter2@a.example.com/')
    expect(text).toContain('Sign in as: joe, password kept apart')
    expect(text.join('\n')).not.toContain('hunter2')
  })

  it.each([
    ['db:5432', 'Probe: TCP connection to db, port 5432', 'Expect: the port accepts the connection'],
    ['tls://mail:993', 'Probe: TLS connection to mail, port 993', 'Certificate: valid, and trusted by this computer'],
    ['udp://10.0.0.1:53', 'Probe: UDP datagram to 10.0.0.1, port 53', 'Expect: any reply, or silence without refusal'],
  ])('%s', (line, probe, expectation) => {
    expect(lines(line)).toEqual(expect.arrayContaining([probe, expectation]))
  })
})
