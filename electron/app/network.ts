import type { NetworkChange, NetworkSettings, NetworkView } from '../contract/network.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { Settings } from '../contract/settings.ts'
import type { SecretRef } from '../contract/target-config.ts'
import { httpAddress } from '../probes/http-address.ts'
import { proxyAddress } from '../probes/http-proxy.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { readPemFile } from './pem-file.ts'
import { absolutePath } from './person-path.ts'
import type { Handlers } from './requests.ts'
import type { NetworkDefaults } from './resolve-config.ts'

/** No proxy elsewhere leads to this machine: a default one is passed by for it, as Go and browsers do. */
const thisMachine = ['localhost', '127.0.0.0/8', '::1'] as const

export interface Network {
  /** For the next probe. */
  defaults(): NetworkDefaults
  handlers: Pick<Handlers, 'network:get' | 'network:set'>
}

export interface NetworkDeps {
  settings: SettingsStore
  secrets: SecretStore
  /** Where `~/` leads. */
  home: string
  /** Names of this computer's network interfaces. */
  interfaces: () => string[]
}

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** Keeps how HTTP targets are reached. A change holds from the next probe on. */
export function createNetwork(deps: NetworkDeps): Network {
  const { settings, secrets } = deps
  const viewOf = (network: Settings['network']): NetworkView => networkView(network, deps.interfaces())
  let known: { of: Settings['network']; defaults: NetworkDefaults } | null = null

  function defaults(): NetworkDefaults {
    const { network } = settings.current
    // The lists stay the same objects until they change, so that they are read once and not for every probe.
    if (known === null || known.of !== network) known = { of: network, defaults: defaultsOf(network, secrets) }
    return known.defaults
  }

  /** The reference the settings are to hold from now on, or why there is none. */
  async function passwordFor(
    change: NetworkChange,
    before: NetworkSettings,
    sameProxy: boolean,
  ): Promise<Answer<SecretRef | undefined>> {
    if (change.proxyPassword === undefined) return { ok: true, value: sameProxy ? before.proxyPassword : undefined }
    if (change.proxyPassword === null || change.proxyPassword === '') return { ok: true, value: undefined }
    const put = await secrets.put(change.proxyPassword)
    return put.ok ? { ok: true, value: put.ref } : failed('secret-unavailable', put.message)
  }

  async function set(change: NetworkChange): Promise<Answer<NetworkView>> {
    const before = settings.current.network ?? {}
    const proxy = proxyOf(change.proxy, before.proxy)
    if (!proxy.ok) return proxy
    const caFile = await caFileOf(change.caFile, before.caFile, deps.home)
    if (!caFile.ok) return caFile
    const from = ((change.interface === undefined ? before.interface : change.interface) ?? '').trim()
    const password = await passwordFor(change, before, proxy.value === before.proxy)
    if (!password.ok) return password
    const username = (change.proxyUsername === undefined ? before.proxyUsername : change.proxyUsername) ?? ''
    const network: NetworkSettings = {
      ...(proxy.value === undefined ? {} : { proxy: proxy.value }),
      ...(username === '' ? {} : { proxyUsername: username }),
      ...(password.value === undefined ? {} : { proxyPassword: password.value }),
      proxyBypass: (change.proxyBypass ?? before.proxyBypass ?? []).map((entry) => entry.trim()),
      ...(caFile.value === undefined ? {} : { caFile: caFile.value }),
      ...(from === '' ? {} : { interface: from }),
    }
    const saved = settings.change((all) => ({ ...all, network }))
    const gone = saved.ok ? before.proxyPassword : password.value
    const kept = saved.ok ? password.value : before.proxyPassword
    if (gone !== undefined && gone.secret !== kept?.secret) await secrets.delete(gone)
    return saved.ok ? { ok: true, value: viewOf(network) } : failed('not-saved', saved.message)
  }

  return {
    defaults,
    handlers: {
      'network:get': () => ({ ok: true, value: viewOf(settings.current.network) }),
      'network:set': set,
    },
  }
}

function defaultsOf(network: NetworkSettings | undefined, secrets: SecretStore): NetworkDefaults {
  const { proxy, proxyUsername, proxyPassword, proxyBypass = [], caFile, interface: from } = network ?? {}
  return {
    caFile: caFile ?? null,
    interface: from ?? null,
    bypass: proxyBypass,
    proxy:
      proxy === undefined
        ? null
        : {
            url: proxy,
            username: proxyUsername ?? null,
            password: proxyPassword ?? null,
            secrets,
            bypass: [...thisMachine, ...proxyBypass],
          },
  }
}

/** The address as it is kept; undefined for no proxy. */
function proxyOf(written: string | null | undefined, before: string | undefined): Answer<string | undefined> {
  if (written === undefined) return { ok: true, value: before }
  const text = (written ?? '').trim()
  if (text === '') return { ok: true, value: undefined }
  const url = text.includes('://') ? text : `http://${text}`
  if (url.includes('@')) {
    const message = 'the address of a proxy takes no user name or password; each has a field of its own'
    return failed('invalid-request', message)
  }
  if (/^(?!http:)/i.test(url)) {
    return failed('invalid-request', 'only a plain HTTP proxy can be used; write http://host:port')
  }
  const address = httpAddress(url)
  if (!address.ok) return failed('invalid-request', address.message)
  if (proxyAddress(url) === null || address.value.url.pathname !== '/' || address.value.url.search !== '') {
    return failed('invalid-request', `"${text}" is not the address of a proxy; write http://host:port`)
  }
  return { ok: true, value: `http://${address.value.url.host}` }
}

/** Absolute, and of a file that can be read now; undefined for none. */
async function caFileOf(
  written: string | null | undefined,
  before: string | undefined,
  home: string,
): Promise<Answer<string | undefined>> {
  if (written === undefined) return { ok: true, value: before }
  if ((written ?? '').trim() === '') return { ok: true, value: undefined }
  const path = absolutePath(written ?? '', home)
  if (!path.ok) return failed('unreadable', path.message)
  const read = await readPemFile(path.value)
  return read.ok ? path : failed('unreadable', read.message)
}

function networkView(network: NetworkSettings | undefined, interfaces: string[]): NetworkView {
  const { proxy, proxyUsername, proxyPassword, proxyBypass = [], caFile, interface: from } = network ?? {}
  return {
    proxy: proxy ?? null,
    proxyUsername: proxyUsername ?? null,
    hasPassword: proxyPassword !== undefined,
    proxyBypass,
    caFile: caFile ?? null,
    interface: from ?? null,
    interfaces,
  }
}
