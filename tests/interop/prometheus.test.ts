import { describe, expect, it } from 'vitest'
import type { CertificateRecord, ResultRecord } from '../../electron/contract/result.ts'
import { prometheusText } from '../../electron/interop/prometheus.ts'

const net: ResultRecord = {
  id: 'id',
  target: 'db:5432',
  protocol: 'tcp',
  name: 'db',
  labels: {},
  startedAt: '2026-11-22T10:00:00.000Z',
  resultCode: 0,
  result: 'Success',
  reason: null,
  message: 'tcp db:5432 connected in 1.9 ms.',
  responseTimeMs: 1.9,
  timings: { total: 2, dns: 0.4, connect: 1.5, tls: null, firstByte: null },
  remoteAddress: '10.0.0.5:5432',
  http: null,
  certificate: null,
  confirmed: true,
}

const certificate: CertificateRecord = {
  subject: 'CN=site',
  issuer: 'CN=ca',
  altNames: [],
  validFrom: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-12-31T00:00:00.000Z',
  fingerprint256: 'AA',
  chainExpiresAt: '2026-12-01T00:00:00.000Z',
  chainExpiresSubject: 'CN=ca',
  chainExpiresFingerprint256: 'BB',
  trusted: true,
  trustError: null,
}

const http: ResultRecord = {
  ...net,
  target: 'https://site/',
  protocol: 'http',
  responseTimeMs: 160,
  timings: { total: 170, dns: 10, connect: 20, tls: 30, firstByte: 99 },
  http: { statusCode: 200, httpVersion: '1.1', bytes: 5, redirects: [] },
  certificate,
}

/** The samples alone, as name{labels} to value. */
function samples(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

const of = (result: ResultRecord, method: string | null = null) => samples(prometheusText([{ result, method }]))

describe('Prometheus text', () => {
  it('of a net result has Categraf’s names, labels and units', () => {
    expect(prometheusText([{ result: net, method: null }])).toBe(
      [
        '# HELP net_response_result_code 0 Success, 1 Timeout, 2 ConnectionFailed, 3 ReadFailed, 4 StringMismatch.',
        '# TYPE net_response_result_code gauge',
        'net_response_result_code{target="db:5432",protocol="tcp"} 0',
        '# HELP net_response_response_time Seconds until connected, or until the expected answer.',
        '# TYPE net_response_response_time gauge',
        'net_response_response_time{target="db:5432",protocol="tcp"} 0.0019',
        '',
      ].join('\n'),
    )
  })

  it('of an http result has every metric that was measured', () => {
    const labels = '{target="https://site/",method="HEAD"}'
    const { [`portlight_certificate_expiry_timestamp_seconds${labels}`]: expiry, ...categraf } = of(http, 'HEAD')
    expect(expiry).toBe(Date.parse('2026-12-01T00:00:00Z') / 1000)
    expect(categraf).toEqual(
      Object.fromEntries(
        Object.entries({
          result_code: 0,
          response_code: 200,
          response_time: 0.16,
          response_time_ms: 160,
          total_cost: 160,
          dns_request: 10,
          dns_time: 10,
          tcp_connect: 20,
          connect_time: 20,
          tls_handshake: 30,
          tls_time: 30,
          first_byte: 160,
          first_response_time: 160,
          end_response_time: 0,
          cert_expire_timestamp: Date.parse('2026-12-01T00:00:00Z') / 1000,
        }).map(([name, value]) => [`http_response_${name}${labels}`, value]),
      ),
    )
  })

  it('leaves out what was not measured, and never says -1', () => {
    const failed: ResultRecord = {
      ...http,
      resultCode: 1,
      result: 'ConnectionFailed',
      reason: 'tls-expired',
      responseTimeMs: null,
      timings: { total: 50, dns: 10, connect: null, tls: null, firstByte: null },
      http: null,
      certificate: { ...certificate, expiresAt: '2026-11-01T00:00:00.000Z', trusted: false },
    }
    expect(Object.entries(of(failed)).map(([series, value]) => [series.split('{')[0], value])).toEqual([
      ['http_response_result_code', 1],
      ['http_response_total_cost', 50],
      ['http_response_dns_request', 10],
      ['http_response_dns_time', 10],
      // The date stays when the certificate has expired, and says so.
      ['http_response_cert_expire_timestamp', Date.parse('2026-11-01T00:00:00Z') / 1000],
      ['portlight_certificate_expiry_timestamp_seconds', Date.parse('2026-11-01T00:00:00Z') / 1000],
    ])
    expect(of({ ...net, protocol: 'udp', responseTimeMs: null, confirmed: false })).toEqual({
      'net_response_result_code{target="db:5432",protocol="udp"}': 0,
    })
  })

  it('tells when the certificate of a tls target expires', () => {
    expect(of({ ...net, certificate })).toMatchObject({
      'portlight_certificate_expiry_timestamp_seconds{target="db:5432",protocol="tcp"}':
        Date.parse('2026-12-01T00:00:00Z') / 1000,
    })
  })

  it('tells the first byte of an answer whose body never came', () => {
    const stalled = { ...http, resultCode: 2, result: 'Timeout', reason: 'body-timeout', responseTimeMs: null } as const
    expect(of(stalled)['http_response_first_byte{target="https://site/",method="GET"}']).toBe(159)
  })

  it('has nothing for a local fault, which is no verdict', () => {
    const fault: ResultRecord = {
      ...net,
      resultCode: null,
      result: null,
      reason: 'local-resources',
      responseTimeMs: null,
    }
    expect(prometheusText([{ result: fault, method: null }])).toBe('')
    // A certificate does not depend on whether this computer could probe.
    expect(Object.keys(of({ ...fault, certificate }))).toEqual([
      'portlight_certificate_expiry_timestamp_seconds{target="db:5432",protocol="tcp"}',
    ])
  })

  it('writes each metric’s head once, with all its samples below', () => {
    const text = prometheusText([
      { result: net, method: null },
      { result: { ...net, target: 'db:5433' }, method: null },
      { result: http, method: 'GET' },
    ])
    expect(text.match(/# TYPE net_response_result_code/g)).toHaveLength(1)
    expect(text).toMatch(/net_response_result_code\{target="db:5432".*\nnet_response_result_code\{target="db:5433"/)
  })

  it('sanitises label names, escapes values and lets labels win over the built-in ones', () => {
    const labels = { 'a-b.c/d e': 'x"y\\z\nw', '1st': '1', __name__: 'n', größe: 'x', target: 'shown', empty: '' }
    expect(Object.keys(of({ ...net, labels }))[0]).toBe(
      'net_response_result_code{target="shown",protocol="tcp",a_b_c_d_e="x\\"y\\\\z\\nw",_1st="1",_name__="n",gr__e="x"}',
    )
  })

  it('takes labels in another order for the same series', () => {
    const twice = [
      { result: { ...net, labels: { a: '1', b: '2' } }, method: null },
      { result: { ...net, labels: { b: '2', a: '1' } }, method: null },
    ]
    expect(prometheusText(twice).match(/^net_response_result_code/gm)).toHaveLength(1)
  })

  it('writes a series once, and shows the one that fails', () => {
    const failed: ResultRecord = { ...net, resultCode: 2, result: 'ConnectionFailed', responseTimeMs: null }
    for (const order of [
      [net, failed],
      [failed, net],
    ]) {
      const text = prometheusText(order.map((result) => ({ result, method: null })))
      expect(samples(text)).toEqual({ 'net_response_result_code{target="db:5432",protocol="tcp"}': 2 })
      expect(text.match(/^net_response_result_code/gm)).toHaveLength(1)
    }
    const fault: ResultRecord = { ...net, resultCode: null, result: null, reason: 'aborted', responseTimeMs: null }
    for (const order of [
      [net, fault],
      [fault, net],
    ]) {
      expect(samples(prometheusText(order.map((result) => ({ result, method: null }))))).toMatchObject({
        'net_response_result_code{target="db:5432",protocol="tcp"}': 0,
      })
    }
  })
})
