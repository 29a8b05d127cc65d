import type { Draft } from '../contract/draft.ts'
import type { SecretRef, TargetConfig } from '../contract/target-config.ts'
import type { SecretAnswer, SecretStore } from '../storage/ports.ts'
import { withSecrets } from './import-secrets.ts'
import type { SecretReader } from './resolve-config.ts'
import { secretRefs } from './secret-refs.ts'

/** The target a draft was made from, and where its secrets are. */
export interface DraftSource {
  target: TargetConfig
  secrets: SecretReader
}

const gone: SecretAnswer = { ok: false, message: 'it is no longer kept; write it again' }

/** Reads what a draft refers to: what was typed, and of what is kept only what the source refers to itself. */
export function draftSecrets({ secrets }: Draft, source: DraftSource | null): SecretReader {
  const kept = new Set(source ? secretRefs(source.target).map(({ secret }) => secret) : [])
  return {
    get: async (ref) => {
      const typed = Object.hasOwn(secrets, ref.secret) ? secrets[ref.secret] : undefined
      if (typed !== undefined) return { ok: true, value: typed }
      return source && kept.has(ref.secret) ? source.secrets.get(ref) : gone
    },
  }
}

export type StoredDraft =
  | { ok: true; target: TargetConfig; stored: readonly SecretRef[] }
  | { ok: false; message: string }

/**
 * The draft's target with every secret in the store. `own` are references that the saved target has already and keeps.
 * On a failure nothing stays behind.
 */
export async function storeDraftSecrets(
  target: TargetConfig,
  reader: SecretReader,
  own: readonly SecretRef[],
  store: Pick<SecretStore, 'put' | 'delete'>,
): Promise<StoredDraft> {
  const keeps = new Set(own.map(({ secret }) => secret))
  const places = new Map<string, SecretRef>()
  for (const ref of secretRefs(target)) {
    if (keeps.has(ref.secret) || places.has(ref.secret)) continue
    const value = await reader.get(ref)
    const put = value.ok ? await store.put(value.value) : value
    if (!put.ok) {
      await Promise.all([...places.values()].map((stored) => store.delete(stored)))
      return { ok: false, message: put.message }
    }
    places.set(ref.secret, put.ref)
  }
  if (places.size === 0) return { ok: true, target, stored: [] }
  return {
    ok: true,
    target: withSecrets(target, (ref) => places.get(ref.secret) ?? ref),
    stored: [...places.values()],
  }
}
