import { parsePayload } from '../contract/payload.ts'
import type {
  HttpTarget,
  SecretRef,
  TargetConfig,
  TcpTarget,
  TlsOptions,
  UdpTarget,
} from '../contract/target-config.ts'
import type { HttpSpec, ProbeSpec, TlsSpec } from '../probes/spec.ts'
import type { SecretStore } from '../storage/ports.ts'
import { readPemFile } from './pem-file.ts'

/** Where a probe finds what its options refer to. */
export type SecretReader = Pick<SecretStore, 'get'>

export type ResolvedConfig =
  | { ok: true; spec: ProbeSpec }
  /** `lacks`: what a person has to provide again. */
  | { ok: false; lacks: 'secret' | 'file'; message: string }

/** How targets are reached that do not say it themselves. */
export interface NetworkDefaults {
  /** Reached without the proxy a target names, in the forms of contract/proxy-bypass.ts. */
  bypass: readonly string[]
  /** For every HTTP target that names none, with a bypass list of its own; null: they are reached directly. */
  proxy: {
    url: string
    username: string | null
    password: SecretRef | null
    /** Where the password is. */
    secrets: SecretReader
    bypass: readonly string[]
  } | null
  /** A PEM file of trust anchors for every target that names none. */
  caFile: string | null
  /** A local address or an interface's name for every target that names none. */
  interface: string | null
}

const direct: NetworkDefaults = { bypass: [], proxy: null, caFile: null, interface: null }

/** Something the target needs could not be read. The message says what, never what it holds. */
class Unresolved extends Error {
  readonly lacks: 'secret' | 'file'

  constructor(lacks: 'secret' | 'file', message: string) {
    super(message)
    this.lacks = lacks
  }
}

type Pem = NonNullable<TlsOptions['ca']>

/**
 * Turns a target's options into what a probe takes: secrets fetched, PEM files read, defaults filled in. A spec that holds
 * secrets in the clear lives for one probe. A failure's message reads well after "was not probed: ".
 */
export async function resolveConfig(
  target: TargetConfig,
  secrets: SecretReader,
  network: NetworkDefaults = direct,
): Promise<ResolvedConfig> {
  try {
    return { ok: true, spec: await specOf(target, secrets, network) }
  } catch (error) {
    if (error instanceof Unresolved) return { ok: false, lacks: error.lacks, message: error.message }
    throw error
  }
}

/**
 * Whether nothing is fetched or read for it, so that what it resolves to stays the same as long as the target and the
 * network's defaults do, and holds no secret.
 */
export function isSelfContained(target: TargetConfig, network: NetworkDefaults = direct): boolean {
  if (target.protocol === 'udp' || (target.protocol === 'tcp' && target.tls === undefined)) return true
  const { ca, cert, key } = target.tls ?? {}
  if (ca === undefined && network.caFile !== null) return false
  if (![ca, cert, key].every((pem) => pem === undefined || 'pem' in pem)) return false
  if (target.protocol === 'tcp') return true
  const password = target.proxy === undefined ? network.proxy?.password : target.proxyPassword
  if (target.password !== undefined || (password !== undefined && password !== null)) return false
  return (target.headers ?? []).every(({ value }) => typeof value === 'string')
}

async function specOf(target: TargetConfig, secrets: SecretReader, network: NetworkDefaults): Promise<ProbeSpec> {
  const common = {
    id: target.id,
    name: target.name ?? target.target,
    target: target.target,
    labels: target.labels ?? {},
    family: target.family ?? null,
    interface: target.interface ?? network.interface,
  }
  switch (target.protocol) {
    case 'tcp':
    case 'udp': {
      const { timeoutMs, readTimeoutMs } = target
      const exchange = {
        timeoutMs,
        readTimeoutMs,
        send: payload(target),
        expect: bytes(target.expect),
        expectRegex: target.expectRegex ?? null,
      }
      if (target.protocol === 'udp') return { ...common, ...exchange, protocol: 'udp' }
      const tls = target.tls ? await tlsSpec(target.tls, secrets, network) : null
      return { ...common, ...exchange, protocol: 'tcp', tls, starttls: target.starttls ?? null }
    }
    case 'http':
      return {
        ...common,
        protocol: 'http',
        responseTimeoutMs: target.responseTimeoutMs,
        method: target.method ?? 'GET',
        headers: await Promise.all(
          (target.headers ?? []).map(async ({ name, value }) =>
            typeof value === 'string'
              ? { name, value }
              : { name, value: await secret(secrets, value, `the header ${name}`), secret: true },
          ),
        ),
        username: target.username ?? null,
        password: await optionalSecret(secrets, target.password, 'its password'),
        body: target.body ?? null,
        followRedirects: target.followRedirects,
        expectStatus: target.expectStatus ?? null,
        expectSubstring: target.expectSubstring ?? null,
        expectRegex: target.expectRegex ?? null,
        forbidSubstring: target.forbidSubstring ?? null,
        forbidRegex: target.forbidRegex ?? null,
        expectJson: target.expectJson ?? null,
        expectHeaders: target.expectHeaders ?? [],
        proxy: await proxyOf(target, secrets, network),
        tls: await tlsSpec(target.tls ?? {}, secrets, network),
      }
  }
}

/** A target's own proxy goes before the default one. The bypass list holds for both, as curl's does. */
async function proxyOf(
  target: HttpTarget,
  secrets: SecretReader,
  network: NetworkDefaults,
): Promise<HttpSpec['proxy']> {
  if (target.proxy !== undefined) {
    return {
      url: target.proxy,
      username: target.proxyUsername ?? null,
      password: await optionalSecret(secrets, target.proxyPassword, 'the password of its proxy'),
      bypass: network.bypass,
    }
  }
  if (network.proxy === null) return null
  const { url, username, password, secrets: own, bypass } = network.proxy
  const what = 'the password of the proxy in the settings'
  return { url, username, password: password === null ? null : await secret(own, password, what), bypass }
}

async function tlsSpec(options: TlsOptions, secrets: SecretReader, network: NetworkDefaults): Promise<TlsSpec> {
  const [ca, cert, key] = await Promise.all([
    options.ca === undefined && network.caFile !== null
      ? pem({ file: network.caFile }, secrets, 'the CA file in the settings')
      : pem(options.ca, secrets, 'its CA certificate'),
    pem(options.cert, secrets, 'its client certificate'),
    pem(options.key, secrets, 'its private key'),
  ])
  return {
    insecureSkipVerify: options.insecureSkipVerify ?? false,
    serverName: options.serverName ?? null,
    ca,
    cert,
    key,
    minVersion: options.minVersion ?? null,
    maxVersion: options.maxVersion ?? null,
    cipherSuites: options.cipherSuites ?? [],
  }
}

function bytes(text: string | undefined): Uint8Array | null {
  return text === undefined || text === '' ? null : new TextEncoder().encode(text)
}

function payload({ send, sendEncoding }: TcpTarget | UdpTarget): Uint8Array | null {
  if (send === undefined || send === '') return null
  const parsed = parsePayload(send, sendEncoding ?? 'text')
  // What cannot be parsed was refused with the target.
  return parsed.ok && parsed.value.byteLength > 0 ? parsed.value : null
}

async function pem(option: Pem | undefined, secrets: SecretReader, what: string): Promise<string | null> {
  if (option === undefined) return null
  if ('pem' in option) return option.pem
  if ('secret' in option) return secret(secrets, option, what)
  const file = await readPemFile(option.file)
  if (!file.ok) throw new Unresolved('file', `${what} is unusable: ${file.message}`)
  return file.value
}

async function optionalSecret(secrets: SecretReader, ref: SecretRef | undefined, what: string): Promise<string | null> {
  return ref === undefined ? null : secret(secrets, ref, what)
}

async function secret(secrets: SecretReader, ref: SecretRef, what: string): Promise<string> {
  const answer = await secrets.get(ref)
  if (!answer.ok) throw new Unresolved('secret', `${what} cannot be used: ${answer.message}`)
  return answer.value
}
