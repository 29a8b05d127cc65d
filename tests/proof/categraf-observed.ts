/** What one of Categraf's plugins was seen to do. */
export interface Observed {
  /** What the server does and what the plugin was told, in words. */
  case: string
  /** The result code; several where runs differed; `none` where no sample came. */
  codes: readonly (number | 'none')[]
  /** Only where it says more than the code. */
  remark?: string
}

/**
 * Categraf's net_response, built from its sources of August 2026 (after v0.5.17) and run against servers on loopback.
 * Result codes: 0 Success, 1 Timeout, 2 ConnectionFailed, 3 ReadFailed, 4 StringMismatch.
 */
export const netObserved = {
  'tcp-listening': { case: 'listening port', codes: [0] },
  'tcp-closed': { case: 'closed port', codes: [2] },
  'tcp-backlog': { case: 'full accept backlog', codes: [1] },
  'tcp-name': { case: 'unresolvable name', codes: [2] },
  'tcp-port': { case: 'port 99999', codes: [2] },
  'tcp-banner': { case: 'banner, expected text in it', codes: [0] },
  'tcp-banner-open': {
    case: 'banner without newline, connection stays open, expected text in it',
    codes: [0],
    remark: 'only when read_timeout has passed',
  },
  'tcp-banner-wrong': { case: 'the same, expected text not in it', codes: [4] },
  'tcp-banner-close': { case: 'banner without newline, then closed', codes: [0] },
  'tcp-second-line': { case: 'empty line, then the expected text', codes: [4] },
  'tcp-later-line': { case: 'another line, then the expected text', codes: [4] },
  'tcp-long-line': { case: 'expected text after 5000 bytes of one line', codes: [0] },
  'tcp-4096': { case: '4096 bytes without newline, then silence, expected text not in them', codes: [3] },
  'tcp-silent': { case: 'silent server, text expected', codes: [3] },
  'tcp-closing': { case: 'server closes at once, text expected', codes: [3] },
  'tcp-resetting': {
    case: 'server resets right after accepting, send and text expected',
    codes: [0, 2, 'none'],
    remark: 'differs from run to run; a failed write leaves no sample',
  },
  'tcp-echo-pattern': { case: 'echo, a regular expression expected', codes: [4] },
  'tcp-echo-case': { case: 'echo, expected text in another case', codes: [4] },
  'tcp-echo': {
    case: 'echo without newline, sent text expected',
    codes: [0],
    remark: 'only when read_timeout has passed',
  },
  'udp-closed': { case: 'closed port', codes: [2], remark: 'after a second' },
  'udp-silent': { case: 'silent server', codes: [0], remark: 'response_time is 3 s or more' },
  'udp-silent-expect': { case: 'silent server, text expected', codes: [3] },
  'udp-closed-expect': { case: 'closed port, text expected', codes: [3] },
  'udp-echo': { case: 'echo, sent text expected', codes: [0] },
  'udp-long': { case: 'expected text after 1100 bytes of the reply', codes: [4] },
  'udp-empty': { case: 'empty reply, text expected', codes: [4] },
  'udp-nul': { case: 'a NUL byte expected that was not sent', codes: [0] },
} as const satisfies Record<string, Observed>

/**
 * Categraf's http_response, built and run in the same way. Result codes: 0 Success, 1 ConnectionFailed, 2 Timeout,
 * 3 DNSError, 4 AddressError, 5 BodyMismatch, 6 CodeMismatch.
 */
export const httpObserved = {
  'http-200': { case: '200, nothing expected', codes: [0] },
  'http-404': { case: '404, nothing expected', codes: [0] },
  'http-500': { case: '500, nothing expected', codes: [0] },
  'http-refused': { case: 'closed port', codes: [1] },
  'http-no-reply': { case: 'server closes without reply', codes: [1] },
  'http-ssh': { case: 'server speaks SSH', codes: [1] },
  'http-header-stall': { case: 'headers never come', codes: [2] },
  'https-stall': { case: 'TLS handshake never answered', codes: [2] },
  'http-backlog': { case: 'connecting is never answered', codes: [2] },
  'http-name': { case: 'unresolvable name', codes: [3] },
  'http-port': { case: 'port 99999', codes: [1] },
  'http-body-stall': { case: 'body stalls', codes: [0] },
  'http-truncated': { case: 'body shorter than announced', codes: [0] },
  'http-stall-status': { case: 'status 500 where 200 is expected, body stalls', codes: [0] },
  'http-302': { case: '302, not followed', codes: [0] },
  'http-302-followed': { case: '302, followed', codes: [0] },
  'http-loop': { case: '302 to itself, followed', codes: [1] },
  'http-substring': { case: 'expected text not in the body', codes: [5] },
  'http-pattern': { case: 'expected text in the body, expected pattern not', codes: [5] },
  'http-text-of-both': { case: 'expected pattern in the body, expected text not', codes: [5] },
  'http-status': { case: 'status 404 where 200 is expected', codes: [6] },
  'http-status-body': { case: 'wrong status and wrong body', codes: [6] },
  'https-self-signed': { case: 'self-signed certificate', codes: [1], remark: 'no certificate date' },
  'https-self-signed-skip': { case: 'self-signed certificate, verification off', codes: [0] },
  'https-expired': { case: 'expired certificate', codes: [1], remark: 'no certificate date' },
  'https-expired-skip': { case: 'expired certificate, verification off', codes: [0], remark: 'with its date' },
  'http-to-tls': { case: 'http to a port that speaks TLS and says so with 400', codes: [0] },
} as const satisfies Record<string, Observed>

/** What was observed and cannot be asked of Portlight, with the reason. */
export const observedOnly: readonly { observed: Observed; reason: string }[] = [
  {
    observed: {
      case: '200 where expect_response_status_code = 200 and expect_response_status_codes = "301"',
      codes: [6],
    },
    reason: 'both must hold and no status can: the file is refused when it is read, with the line',
  },
  {
    observed: { case: 'self-signed certificate, insecure_skip_verify without use_tls', codes: [1] },
    reason:
      'read as it works in Categraf, without insecure_skip_verify, and warned about: the same as the self-signed one',
  },
]

const observed: Readonly<Record<string, Observed>> = { ...netObserved, ...httpObserved }

/** What Categraf did in the case of a vector, or null where nobody looked. */
export function observedFor(id: string): Observed | null {
  return observed[id] ?? null
}

export const observedIds: readonly string[] = Object.keys(observed)
