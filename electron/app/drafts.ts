import { dependencyFault } from '../alerts/dependencies.ts'
import type { Draft, DraftFault } from '../contract/draft.ts'
import type { Answer, FailureCode, ResponseOf } from '../contract/schemas.ts'
import type { TargetConfig, TlsOptions } from '../contract/target-config.ts'
import { parseTarget } from '../contract/target-grammar.ts'
import { parseTargetLine } from '../contract/target-line.ts'
import type { Clock } from '../monitor/ports.ts'
import { findPatternFaults } from '../probes/pattern-faults.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { type DraftSource, draftSecrets, storeDraftSecrets } from './draft-secrets.ts'
import { pemFault } from './pem-fault.ts'
import { absolutePath } from './person-path.ts'
import { createProbeTarget } from './probe-target.ts'
import type { Prober } from './prober.ts'
import type { Handlers } from './requests.ts'
import type { NetworkDefaults, SecretReader } from './resolve-config.ts'
import { secretRefs } from './secret-refs.ts'
import { addressOf } from './views.ts'

export interface DraftsDeps {
  settings: SettingsStore
  secrets: SecretStore
  clock: Clock
  newId: () => string
  home: string
  probe: Prober
  network: () => NetworkDefaults
  /** Any target there is, or one of a person's own that was removed and can still be restored. */
  source: (id: string) => DraftSource | null
  sourceFile: (id: string) => string | null
  onAdded: (target: TargetConfig) => void
  onChanged: (target: TargetConfig) => void
}

export interface Drafts {
  handlers: Pick<Handlers, 'targets:get' | 'targets:save' | 'targets:test' | 'targets:test-stop'>
  /** Ends every test; none is begun afterwards. */
  stop(): Promise<void>
}

/** Tests at once, over all pages: each has one or two. The oldest gives way. */
const maxTests = 16

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** Targets that are being written: their options, one probe of them, and how they are kept. */
export function createDrafts(deps: DraftsDeps): Drafts {
  const { settings, secrets, clock, newId, home, source, sourceFile } = deps
  const tests = new Map<string, { controller: AbortController; ended: Promise<unknown> }>()
  let stopped = false
  let last: Promise<unknown> = Promise.resolve()

  /** Its certificate files by their whole path, and what only the host can find wrong with it. */
  async function examine(draft: TargetConfig): Promise<{ target: TargetConfig; faults: DraftFault[] }> {
    const faults: DraftFault[] = []
    const target = withPaths(draft, home, faults)
    // A page may send what its own grammar does not read.
    if (!parseTarget(addressOf(target)).ok) faults.push({ option: 'target', message: 'this is not an address' })
    faults.push(...findPatternFaults(target).map(inDots))
    const pem = faults.length === 0 ? await pemFault(target) : null
    return { target, faults: pem ? [pem] : faults }
  }

  async function probe(target: TargetConfig, reader: SecretReader, key: string) {
    if (stopped) return null
    tests.get(key)?.controller.abort()
    tests.delete(key)
    const oldest = tests.values().next()
    if (tests.size >= maxTests && !oldest.done) oldest.value.controller.abort()
    const controller = new AbortController()
    const probing = createProbeTarget({
      probe: deps.probe,
      clock,
      secretsOf: () => reader,
      network: deps.network,
      onResolved: () => {},
    })(target, controller.signal)
    const test = { controller, ended: probing }
    tests.set(key, test)
    try {
      return await probing
    } finally {
      if (tests.get(key) === test) tests.delete(key)
    }
  }

  async function save(draft: Draft, id: string | null): Promise<Answer<ResponseOf<'targets:save'>>> {
    const before = id === null ? null : (settings.current.targets.find((target) => target.id === id) ?? null)
    if (id !== null && !before) {
      const file = sourceFile(id)
      if (file !== null) return failed('read-only', `this target comes from ${file}; change it there`)
      return failed('not-found', 'this target is no longer in the list')
    }
    const { origin: _origin, ...options } = draft.target
    const identity = { id: id ?? newId(), ...(before?.origin ? { origin: before.origin } : {}) }
    const { target, faults } = await examine({ ...options, ...identity })
    faults.push(...faultsAmong(target, settings.current.targets))
    if (faults.length > 0) return { ok: true, value: { id: null, faults } }

    const from = draft.source === null ? null : source(draft.source)
    const own = before ? secretRefs(before) : []
    const kept = await storeDraftSecrets(target, draftSecrets(draft, from), own, secrets)
    if (!kept.ok) return failed('secret-unavailable', `a secret was not kept, nor the target: ${kept.message}`)
    const forget = () => Promise.all(kept.stored.map((ref) => secrets.delete(ref)))
    // It may have been removed while its secrets were written.
    if (id !== null && !settings.current.targets.some((other) => other.id === id)) {
      await forget()
      return failed('not-found', 'this target is no longer in the list')
    }
    const saved = settings.change((current) => ({
      ...current,
      targets: before
        ? current.targets.map((other) => (other.id === id ? kept.target : other))
        : [...current.targets, kept.target],
    }))
    if (!saved.ok) {
      await forget()
      return failed('not-saved', saved.message)
    }
    if (before) deps.onChanged(kept.target)
    else deps.onAdded(kept.target)
    const needed = new Set(secretRefs(kept.target).map(({ secret }) => secret))
    await Promise.all(own.filter(({ secret }) => !needed.has(secret)).map((ref) => secrets.delete(ref)))
    return { ok: true, value: { id: kept.target.id, faults: [] } }
  }

  return {
    handlers: {
      'targets:get': ({ id }) => {
        const found = source(id)
        return found
          ? { ok: true, value: { target: found.target } }
          : failed('not-found', 'this target is no longer in the list')
      },
      // One after the other: two at a time would not see each other's address, nor each other's parents.
      'targets:save': ({ draft, id }) => {
        const turn = last.then(() => save(draft, id))
        last = turn.catch(() => null)
        return turn
      },
      'targets:test': async ({ key, of }) => {
        if ('line' in of) {
          const parsed = parseTargetLine(of.line, 'test')
          if (!parsed.ok) return failed('invalid-target', parsed.message)
          const { target, address } = parsed.value
          const withUser =
            target.protocol === 'http' && address.password !== null
              ? { ...target, password: { secret: 'typed' } }
              : target
          const reader: SecretReader = { get: async () => ({ ok: true, value: address.password ?? '' }) }
          return { ok: true, value: { result: await probe(withUser, reader, key), faults: [] } }
        }
        const { target, faults } = await examine(of.target)
        if (faults.length > 0) return { ok: true, value: { result: null, faults } }
        const reader = draftSecrets(of, of.source === null ? null : source(of.source))
        return { ok: true, value: { result: await probe(target, reader, key), faults: [] } }
      },
      'targets:test-stop': ({ key }) => {
        tests.get(key)?.controller.abort()
        return { ok: true, value: {} }
      },
    },
    async stop() {
      stopped = true
      const ending = [...tests.values()]
      for (const { controller } of ending) controller.abort()
      await Promise.all([last, ...ending.map(({ ended }) => ended)])
    },
  }
}

/** A fault's place as the parts of a path, joined by dots: `expectHeaders.0.regex`. */
function inDots({ option, message }: DraftFault): DraftFault {
  return { option: option.replace(/\[(\d+)\]/g, '.$1'), message }
}

/** Why a target does not fit among the others. */
function faultsAmong(target: TargetConfig, others: readonly TargetConfig[]): DraftFault[] {
  const rest = others.filter(({ id }) => id !== target.id)
  const faults: DraftFault[] = []
  const address = addressOf(target)
  const same = rest.some((other) => addressOf(other) === address && (other.name ?? '') === (target.name ?? ''))
  if (same) {
    const message = `${address} is in the list already; write another address, or a name that tells the two apart`
    faults.push({ option: 'target', message })
  }
  const ring = dependencyFault(rest) === null ? dependencyFault([...rest, target]) : null
  return ring === null ? faults : [...faults, { option: 'dependsOn', message: ring }]
}

/** Writes out `~/`, and refuses paths that do not say where they start. */
function withPaths(target: TargetConfig, home: string, faults: DraftFault[]): TargetConfig {
  if (target.protocol === 'udp' || !target.tls) return target
  const { tls } = target
  const paths: Pick<TlsOptions, 'ca' | 'cert' | 'key'> = {}
  for (const option of ['ca', 'cert', 'key'] as const) {
    const pem = tls[option]
    if (!pem || !('file' in pem)) continue
    const parsed = absolutePath(pem.file, home)
    if (parsed.ok) paths[option] = { file: parsed.value }
    else faults.push({ option: `tls.${option}`, message: parsed.message })
  }
  return { ...target, tls: { ...tls, ...paths } }
}
