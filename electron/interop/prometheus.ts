import type { ResultRecord } from '../contract/result.ts'

/** A result, and for http the method of its request, which is a label. */
export interface Measured {
  result: ResultRecord
  method: string | null
}

/** What a scrape of `prometheusText` is sent as. */
export const prometheusContentType = 'text/plain; version=0.0.4; charset=utf-8'

interface Metric {
  name: string
  help: string
  /** Null where nothing was measured: then there is no sample. Categraf writes -1, which bends averages. */
  value: (result: ResultRecord) => number | null
  /** It says something of a certificate, which is as it is whether or not this computer could probe. */
  lasts?: true
}

const netMetrics: readonly Metric[] = [
  {
    name: 'net_response_result_code',
    help: '0 Success, 1 Timeout, 2 ConnectionFailed, 3 ReadFailed, 4 StringMismatch.',
    value: ({ resultCode }) => resultCode,
  },
  {
    name: 'net_response_response_time',
    help: 'Seconds until connected, or until the expected answer.',
    value: ({ responseTimeMs }) => seconds(responseTimeMs),
  },
]

const connectMs = ({ timings }: ResultRecord): number | null => timings.connect
const dnsMs = ({ timings }: ResultRecord): number | null => timings.dns
const tlsMs = ({ timings }: ResultRecord): number | null => timings.tls

/** Categraf counts from the start of the probe, the result's own timing from the request. */
function firstByteMs({ responseTimeMs, timings }: ResultRecord): number | null {
  if (responseTimeMs !== null || timings.firstByte === null) return responseTimeMs
  return milliseconds((timings.dns ?? 0) + (timings.connect ?? 0) + (timings.tls ?? 0) + timings.firstByte)
}

// Where two names are given, Categraf has both: the second is the older one, kept for dashboards made with it.
const httpMetrics: readonly Metric[] = [
  {
    name: 'http_response_result_code',
    help: '0 Success, 1 ConnectionFailed, 2 Timeout, 3 DNSError, 4 AddressError, 5 BodyMismatch, 6 CodeMismatch.',
    value: ({ resultCode }) => resultCode,
  },
  {
    name: 'http_response_response_code',
    help: 'HTTP status of the final answer.',
    value: ({ http }) => http?.statusCode ?? null,
  },
  {
    name: 'http_response_response_time',
    help: 'Seconds until the final response headers, through redirects.',
    value: ({ responseTimeMs }) => seconds(responseTimeMs),
  },
  {
    name: 'http_response_response_time_ms',
    help: 'Milliseconds until the final response headers, through redirects.',
    value: ({ responseTimeMs }) => responseTimeMs,
  },
  {
    name: 'http_response_total_cost',
    help: 'Milliseconds until the final response headers, or until the probe failed.',
    value: ({ responseTimeMs, timings }) => responseTimeMs ?? timings.total,
  },
  { name: 'http_response_dns_request', help: 'Milliseconds of name resolution.', value: dnsMs },
  { name: 'http_response_dns_time', help: 'The same as dns_request.', value: dnsMs },
  { name: 'http_response_tcp_connect', help: 'Milliseconds of connecting.', value: connectMs },
  { name: 'http_response_connect_time', help: 'The same as tcp_connect.', value: connectMs },
  { name: 'http_response_tls_handshake', help: 'Milliseconds of the TLS handshake.', value: tlsMs },
  { name: 'http_response_tls_time', help: 'The same as tls_handshake.', value: tlsMs },
  {
    name: 'http_response_first_byte',
    help: 'Milliseconds from the start to the first byte of the final answer.',
    value: firstByteMs,
  },
  { name: 'http_response_first_response_time', help: 'The same as first_byte.', value: firstByteMs },
  {
    name: 'http_response_end_response_time',
    help: 'Milliseconds from the first byte of the final answer to the end of its headers.',
    // Node tells of both at once. In Categraf they are so close that it is 0 there as well.
    value: ({ http, responseTimeMs }) => (http === null || responseTimeMs === null ? null : 0),
  },
  {
    name: 'http_response_cert_expire_timestamp',
    help: 'When the first certificate on the path from the site to its trust anchor expires, in seconds since 1970.',
    value: expiry,
    lasts: true,
  },
]

/** Of http and tls targets alike, which Categraf has no name for. */
const certificateMetrics: readonly Metric[] = [
  {
    name: 'portlight_certificate_expiry_timestamp_seconds',
    help: 'When the first certificate on the path from the target to its trust anchor expires, in seconds since 1970.',
    value: expiry,
    lasts: true,
  },
]

function expiry({ certificate }: ResultRecord): number | null {
  return certificate && Math.min(unixSeconds(certificate.expiresAt), unixSeconds(certificate.chainExpiresAt))
}

const milliseconds = (ms: number): number => Math.round(ms * 1000) / 1000
const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 1000) / 1_000_000)
const unixSeconds = (date: string): number => Math.floor(Date.parse(date) / 1000)

/**
 * Writes results in Prometheus' text format (0.0.4) with Categraf's metric names, labels and result codes. What changes
 * from probe to probe (address, status, certificate name) is no label. A local fault is no verdict and has no sample but
 * that of the certificate.
 */
export function prometheusText(measured: readonly Measured[]): string {
  const net = measured.filter(({ result }) => result.protocol !== 'http')
  const http = measured.filter(({ result }) => result.protocol === 'http')
  return `${family(net, netMetrics)}${family(http, httpMetrics)}${family(measured, certificateMetrics)}`
}

function family(measured: readonly Measured[], metrics: readonly Metric[]): string {
  const series = new Map<string, { labels: string; result: ResultRecord }>()
  for (const one of measured) {
    const labels = labelPairs(one)
    // The order of labels does not tell series apart.
    const key = labels.toSorted().join(',')
    const known = series.get(key)
    // One series may stand in a scrape once. Of two targets that nothing tells apart, the one that fails is shown.
    if (!known || gravity(one.result) > gravity(known.result)) {
      series.set(key, { labels: labels.join(','), result: one.result })
    }
  }
  let text = ''
  for (const { name, help, value, lasts } of metrics) {
    const samples = [...series.values()].flatMap(({ labels, result }) => {
      if (result.resultCode === null && !lasts) return []
      const number = value(result)
      return number === null || !Number.isFinite(number) ? [] : [`${name}{${labels}} ${number}\n`]
    })
    if (samples.length > 0) text += `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples.join('')}`
  }
  return text
}

function gravity({ resultCode }: ResultRecord): number {
  return resultCode === null ? 0 : resultCode === 0 ? 1 : 2
}

function labelPairs({ result, method }: Measured): string[] {
  const labels = new Map([['target', result.target]])
  if (result.protocol === 'http') labels.set('method', method ?? 'GET')
  else labels.set('protocol', result.protocol)
  // As in Categraf, a label of the target's own may say something else than the built-in one.
  for (const [name, value] of Object.entries(result.labels)) labels.set(labelName(name), value)
  return [...labels].filter(([, value]) => value !== '').map(([name, value]) => `${name}="${escapeValue(value)}"`)
}

/** Categraf turns `-`, `.`, `/` and space into `_`; so does this with whatever else Prometheus refuses in a name. */
function labelName(name: string): string {
  const plain = name.replaceAll(/\W/g, '_')
  // Names that begin with two underscores are Prometheus' own.
  return plain.replace(/^(?=\d)|^$/, '_').replace(/^__+/, '_')
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
