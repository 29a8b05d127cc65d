import { describe, expect, it } from 'vitest'
import { type Reason, reasons } from '../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { adviceOf, causeOf, causeWithNextTry, sentenceOf } from '../../renderer/i18n/sentence.ts'
import { t } from '../../renderer/i18n/text.ts'
import { certificateOf, resultOf } from './fixtures/result.ts'

const http = { id: 'a', name: 'A', target: 'https://api.example.com/health', protocol: 'http' } as const
const tcp = { id: 'a', name: 'A', target: 'db-2.internal:5432', protocol: 'tcp' } as const

/** A result with everything any sentence could want. */
function full(reason: Reason): ProbeResult {
  return resultOf(http, {
    resultCode: 1,
    reason,
    http: { statusCode: 502, httpVersion: '1.1', bytes: 12_700, redirects: [] },
    certificate: certificateOf('www.example.net', {
      issuer: 'CN=Corp CA, O=Corp',
      chainExpiresAt: '2026-11-02T00:00:00.000Z',
      validFrom: '2026-12-05T00:00:00.000Z',
    }),
    detail: {
      host: 'api.example.com',
      port: '5432',
      timeoutMs: 1500,
      code: 'SERVFAIL',
      expected: reason === 'status-mismatch' ? '200-399' : 'ok',
      length: 48_000,
      proxy: 'proxy.example.com:3128',
      family: 'IPv6',
      resource: 'files',
    },
  })
}

const expected: Record<Reason, string> = {
  refused: 'Refused – nothing listens on port 5432',
  unreachable: 'Unreachable – no route to api.example.com',
  reset: 'Connection reset – api.example.com cut it off',
  'connect-timeout': 'Timeout – no connection within 1.5 s',
  'dns-not-found': 'Name not found – api.example.com has no address',
  'dns-timeout': 'Timeout – the name lookup took over 1.5 s',
  'dns-failed': 'Name lookup failed – the DNS server said SERVFAIL',
  'send-failed': 'Send failed – the connection closed first',
  'read-timeout': 'No reply within 1.5 s',
  closed: 'Closed – no data before the connection ended',
  mismatch: 'Wrong reply – expected “ok”',
  'tls-expired': 'Certificate expired on 2 Nov 2026',
  'tls-not-yet-valid': 'Certificate not valid before 5 Dec 2026',
  'tls-self-signed': 'Certificate is self-signed',
  'tls-untrusted': 'Certificate not trusted – issuer Corp CA unknown',
  'tls-name-mismatch': 'Certificate is for www.example.net, not api.example.com',
  'tls-handshake': 'TLS handshake failed – SERVFAIL',
  'tls-timeout': 'Timeout – no TLS handshake within 1.5 s',
  'header-timeout': 'Timeout – connected, but no answer within 1.5 s',
  'body-timeout': 'Timeout – the page stalled after 12.4 KiB',
  'body-truncated': 'Cut short – 12.4 KiB of 46.9 KiB arrived',
  'body-too-large': 'Too large – text not found in the first 10 MiB',
  'protocol-error': 'Not HTTP – the reply could not be read',
  'redirect-limit': 'Redirect loop – stopped after 10',
  'redirect-invalid': 'Bad redirect – its address cannot be used',
  'proxy-failed': 'Proxy failed – proxy.example.com:3128 did not connect',
  'status-mismatch': 'Answered 502, expected 200–399',
  'body-mismatch': 'Wrong page – “ok” is not in it',
  'address-invalid': 'Address not usable – https://api.example.com…',
  'no-address': 'No IPv6 address for api.example.com',
  'body-forbidden': 'Wrong page – “ok” is in it',
  'json-mismatch': 'Wrong value – expected ok',
  'header-mismatch': 'Wrong header – expected ok',
  'starttls-refused': 'STARTTLS refused – api.example.com stays unencrypted',
  'local-resources': 'Not probed – this computer is out of open files',
  'local-offline': 'Not probed – this computer is offline',
  aborted: 'Not finished – the probe was stopped',
}

/** Two long names in one sentence may end in an ellipsis in a row; the detail shows them whole. */
const twoNames: readonly Reason[] = ['tls-name-mismatch', 'proxy-failed']

const badText = /undefined|null|NaN|\{|\}| {2}|–\s*$|“”/

describe.each(reasons)('%s', (reason) => {
  it('fills its sentence from the result', () => {
    expect(causeOf(full(reason))).toBe(expected[reason])
    if (!twoNames.includes(reason)) expect(expected[reason].length).toBeLessThanOrEqual(52)
  })

  it('reads well with nothing but the target known', () => {
    const bare = resultOf(tcp, { resultCode: 1, reason })
    for (const text of [causeOf(bare), sentenceOf(bare), adviceOf(bare)]) {
      expect(text).toMatch(/^\S.*\S$/)
      expect(text).not.toMatch(badText)
    }
    expect(sentenceOf(bare)).toMatch(/[^.]\.$/)
    expect(adviceOf(bare)).toMatch(/\.$/)
  })

  it('reads well with no blank filled at all', () => {
    const { what, more, advice } = t.reasons[reason]
    for (const text of [what({}), more?.({}) ?? 'none', advice({})]) {
      expect(text).toMatch(/^\S.*\S$/)
      expect(text).not.toMatch(badText)
    }
  })

  it('names the next try in place of the details', () => {
    const cause = causeWithNextTry(full(reason), 3200)
    expect(cause).toBe(
      `${t.reasons[reason].what({ timeout: '1.5 s', date: dateOf(reason), names: 'www.example.net', host: 'api.example.com', status: '502', expected: '200–399', family: 'IPv6' })} – next try in 4 s`,
    )
    expect(causeWithNextTry(full(reason), 0)).toBe(causeOf(full(reason)))
  })
})

function dateOf(reason: Reason): string {
  return reason === 'tls-not-yet-valid' ? '5 Dec 2026' : '2 Nov 2026'
}

describe('blanks', () => {
  it('takes host and port from the target when the result does not name them', () => {
    expect(causeOf(resultOf(tcp, { resultCode: 2, reason: 'refused' }))).toBe('Refused – nothing listens on port 5432')
    expect(causeOf(resultOf(http, { resultCode: 1, reason: 'refused' }))).toBe('Refused – nothing listens on port 443')
    expect(causeOf(resultOf({ ...tcp, target: '[::1]:80' }, { resultCode: 2, reason: 'unreachable' }))).toBe(
      'Unreachable – no route to ::1',
    )
  })

  it('cuts what the person or the server wrote, and keeps it on one line', () => {
    const long = resultOf(tcp, { resultCode: 4, reason: 'mismatch', detail: { expected: `a\r\nb${'x'.repeat(200)}` } })
    const cause = causeOf(long) ?? ''
    expect(cause).toMatch(/^Wrong reply – expected “a bx+…”$/)
    expect(cause.length).toBeLessThanOrEqual(52)
  })

  it('says which names a certificate is for when it has several', () => {
    const certificate = certificateOf('a.example.com', {
      altNames: ['a.example.com', 'b.example.com', 'c.example.com'],
    })
    expect(causeOf(resultOf(http, { resultCode: 1, reason: 'tls-name-mismatch', certificate }))).toBe(
      'Certificate is for a.example.com and 2 more, not api.example.com',
    )
  })

  it('puts OpenSSL’s codes in words', () => {
    const detail = { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }
    expect(causeOf(resultOf(http, { resultCode: 1, reason: 'tls-handshake', detail }))).toBe(
      'TLS handshake failed – tlsv1 alert protocol version',
    )
  })
})

describe('results without a reason', () => {
  it('have a sentence by their label, and neither cause nor advice', () => {
    const success = resultOf(tcp)
    expect([causeOf(success), adviceOf(success), sentenceOf(success)]).toEqual([null, null, 'It answers as expected.'])
    expect(sentenceOf(resultOf(http, { resultCode: 6 }))).toBe('It answered with another status than expected.')
  })
})
