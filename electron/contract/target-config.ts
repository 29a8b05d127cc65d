import * as z from 'zod/mini'
import { expectHeaderSchema, expectJsonSchema } from './expectations.ts'
import { type PayloadEncoding, parsePayload, payloadEncodings } from './payload.ts'
import { parseStatusList } from './status-list.ts'

/** Intervals a target may be probed at, in milliseconds. */
export const minIntervalMs = 1000
export const maxIntervalMs = 86_400_000
/** What is being confirmed must not take longer than a person would wait for it. */
export const maxRetryIntervalMs = 300_000

/** What a target of one's own does unless told otherwise; an imported Categraf file has defaults of its own. */
export const nativeDefaults = {
  intervalMs: 15_000,
  timeoutMs: 5000,
  readTimeoutMs: 3000,
  responseTimeoutMs: 10_000,
  followRedirects: true,
  expectStatus: '200-399',
} as const

const timeoutMs = z.int().check(z.minimum(1), z.maximum(600_000))
const line = z.string().check(
  z.maxLength(8192),
  z.refine((text) => !/[\r\n\0]/.test(text), 'a line break is not accepted here; write it on one line'),
)

/** Points into the secret store. Settings, IPC and logs only ever hold this, never what it stands for. */
export const secretRefSchema = z.strictObject({ secret: z.string().check(z.minLength(1), z.maxLength(128)) })
export type SecretRef = z.infer<typeof secretRefSchema>

/** A PEM text: in a file, written out, or (a private key) in the secret store. */
const pemSchema = z.union([
  z.strictObject({ file: z.string().check(z.minLength(1)) }),
  z.strictObject({ pem: z.string() }),
  secretRefSchema,
])

const tlsVersion = z.enum(['1.0', '1.1', '1.2', '1.3'])

export const tlsOptionsSchema = z.strictObject({
  /** Go on when verification fails; the result then says `trusted: false` and what verification would have said. */
  insecureSkipVerify: z.optional(z.boolean()),
  /** Sent as SNI and verified instead of the target's host. */
  serverName: z.optional(line),
  /** More trust anchors, beside the bundled and the system's. */
  ca: z.optional(pemSchema),
  cert: z.optional(pemSchema),
  key: z.optional(pemSchema),
  minVersion: z.optional(tlsVersion),
  maxVersion: z.optional(tlsVersion),
  /** Names as OpenSSL or IANA writes them. */
  cipherSuites: z.optional(z.array(line).check(z.maxLength(100))),
})
export type TlsOptions = z.infer<typeof tlsOptionsSchema>

const networkOptions = {
  /** Only addresses of this family. */
  family: z.optional(z.union([z.literal(4), z.literal(6)])),
  /** A local address or the name of a network interface to probe from. */
  interface: z.optional(line),
}

const labels = z.record(z.string().check(z.maxLength(200)), z.string().check(z.maxLength(2000)))

/** `file` is absolute; `key` tells the file's targets apart by address and, of equal ones, by order. */
export const originSchema = z.strictObject({
  file: z.string().check(z.maxLength(4096)),
  key: z.string().check(z.maxLength(2200)),
})
export type Origin = z.infer<typeof originSchema>

/** How often a failure, or a recovery, may have to be seen. */
const confirmations = z.int().check(z.minimum(1), z.maximum(20))

/** `slow` of the last `of` successes. */
export const degradedOverSchema = z
  .strictObject({ slow: z.int().check(z.minimum(1)), of: z.int().check(z.minimum(1), z.maximum(60)) })
  .check(
    z.refine(({ slow, of }) => slow <= of, { path: ['slow'], error: 'more than there are; it is at most the second' }),
  )
export type DegradedOver = z.infer<typeof degradedOverSchema>

/** One slow answer says little: three of the last five do. */
export const defaultDegradedOver: DegradedOver = { slow: 3, of: 5 }

const common = {
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
  /** `host:port`, or a URL without userinfo: the Categraf label value. */
  target: z.string().check(z.minLength(1), z.maxLength(2048)),
  labels: z.optional(labels),
  tags: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50))),
  intervalMs: z.int().check(z.minimum(minIntervalMs), z.maximum(maxIntervalMs)),
  /** A success that took longer than this is degraded; absent: none is. */
  latencyLimitMs: z.optional(timeoutMs),
  /** So many of the last so many successes over the limit make it degraded; absent: `defaultDegradedOver`. */
  degradedOver: z.optional(degradedOverSchema),
  /** Failures in a row that make it down, and successes that make it up again; absent: as the settings say. */
  confirmFailures: z.optional(confirmations),
  confirmRecoveries: z.optional(confirmations),
  /** Until the next probe while something is being confirmed; absent: a third of the interval, 1 to 5 s. */
  retryIntervalMs: z.optional(z.int().check(z.minimum(minIntervalMs), z.maximum(maxRetryIntervalMs))),
  /** Ids of the targets it is reached through, such as a router: while one is down, it alone is told. */
  dependsOn: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(20))),
  /** False: no reminders while it stays down. */
  remind: z.optional(z.boolean()),
  /** Where it was imported from, so that importing again finds it; absent on one a person added. */
  origin: z.optional(originSchema),
}

const payload = z.string().check(z.maxLength(65_536))

/** Go RE2 syntax, unanchored. Whether it can be compiled is for the host to say: the page carries no compiler. */
const pattern = z.string().check(z.minLength(1), z.maxLength(8192))

const exchange = {
  send: z.optional(payload),
  /** How `send` is written; absent: as text. */
  sendEncoding: z.optional(z.enum(payloadEncodings)),
  /** A text within what is received; with `expectRegex`, both must hold. */
  expect: z.optional(payload),
  expectRegex: z.optional(pattern),
}

const sendable = z.check<{ send?: string | undefined; sendEncoding?: PayloadEncoding | undefined }>((context) => {
  const { send = '', sendEncoding = 'text' } = context.value
  const parsed = parsePayload(send, sendEncoding)
  if (!parsed.ok) context.issues.push({ code: 'custom', input: send, path: ['send'], message: parsed.message })
})

/** Protocols that begin in the clear and turn to TLS when asked. */
export const startTlsProtocols = ['smtp', 'imap', 'pop3', 'ldap', 'postgres'] as const
export type StartTlsProtocol = (typeof startTlsProtocols)[number]

export const tcpTargetSchema = z
  .strictObject({
    ...common,
    protocol: z.literal('tcp'),
    timeoutMs,
    readTimeoutMs: timeoutMs,
    ...exchange,
    /** Present: a TLS handshake follows the connect. */
    tls: z.optional(tlsOptionsSchema),
    /** Asks for TLS in this protocol's way first; only together with `tls`. */
    starttls: z.optional(z.enum(startTlsProtocols)),
    ...networkOptions,
  })
  .check(
    sendable,
    z.refine(({ tls, starttls }) => starttls === undefined || tls !== undefined, {
      path: ['starttls'],
      error: 'of no use without TLS; turn TLS on',
    }),
  )

export const udpTargetSchema = z
  .strictObject({
    ...common,
    protocol: z.literal('udp'),
    timeoutMs,
    readTimeoutMs: timeoutMs,
    ...exchange,
    ...networkOptions,
  })
  .check(sendable)

export const headerSchema = z.strictObject({
  name: z
    .string()
    .check(z.regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, 'a header name has letters, digits and hyphens only')),
  value: z.union([line, secretRefSchema]),
})

const statusList = z.string().check(
  z.refine((text) => parseStatusList(text).ok, {
    error: 'not a list of statuses; write 200, 200-299, 2xx or 200,301',
  }),
)

export const httpTargetSchema = z.strictObject({
  ...common,
  protocol: z.literal('http'),
  /** One deadline for the whole exchange. */
  responseTimeoutMs: timeoutMs,
  method: z.optional(z.string().check(z.regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/, 'not an HTTP method'))),
  headers: z.optional(z.array(headerSchema).check(z.maxLength(100))),
  username: z.optional(line),
  password: z.optional(secretRefSchema),
  body: z.optional(z.string().check(z.maxLength(1_048_576))),
  followRedirects: z.boolean(),
  /** Accepted statuses as written; absent: any status is a success. */
  expectStatus: z.optional(statusList),
  expectSubstring: z.optional(payload),
  /** Go RE2 syntax, unanchored, on the decoded bytes. */
  expectRegex: z.optional(payload),
  /** Must not be in the body, as far as it is read: 10 MiB. */
  forbidSubstring: z.optional(payload),
  forbidRegex: z.optional(pattern),
  expectJson: z.optional(expectJsonSchema),
  /** Of the final answer. */
  expectHeaders: z.optional(z.array(expectHeaderSchema).check(z.maxLength(20))),
  /** `http://host:port` of a proxy, without userinfo. */
  proxy: z.optional(line),
  proxyUsername: z.optional(line),
  proxyPassword: z.optional(secretRefSchema),
  tls: z.optional(tlsOptionsSchema),
  ...networkOptions,
})

/** Everything that says what to probe, how, and how often. Durations in milliseconds; secrets are references. */
export const targetConfigSchema = z.discriminatedUnion('protocol', [tcpTargetSchema, udpTargetSchema, httpTargetSchema])
export type TargetConfig = z.infer<typeof targetConfigSchema>
export type TcpTarget = z.infer<typeof tcpTargetSchema>
export type UdpTarget = z.infer<typeof udpTargetSchema>
export type HttpTarget = z.infer<typeof httpTargetSchema>

/** Whether a target asks something of a body that no answer can have. */
function expectsNoBody(target: TargetConfig): boolean {
  if (target.protocol !== 'http' || target.method?.toUpperCase() !== 'HEAD') return true
  const { expectSubstring, expectRegex, forbidSubstring, forbidRegex, expectJson } = target
  return !(expectSubstring || expectRegex || forbidSubstring || forbidRegex || expectJson)
}

/**
 * What a person may save. A Categraf file may hold more: there it is a warning, as the file is not ours to refuse.
 */
export const savedTargetSchema = targetConfigSchema.check(
  z.refine(expectsNoBody, {
    path: ['method'],
    error: 'an answer to HEAD has no body to look into; choose GET, or expect nothing of the body',
  }),
)
