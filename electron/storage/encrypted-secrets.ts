import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { writeFileAtomically } from './atomic-file.ts'
import { type Environment, environmentName, environmentSecret } from './environment-secret.ts'
import { errorCode, errorReason } from './error-reason.ts'
import type { SecretStore } from './ports.ts'
import { setAside } from './set-aside.ts'

const schemes = ['keychain', 'key-file'] as const
export type SecretScheme = (typeof schemes)[number]

/** Encrypts for this machine and this person. Both reject with an error whose message a person can act on. */
export interface Cipher {
  /** Written beside each secret, because the other host cannot decrypt it. */
  readonly scheme: SecretScheme
  /** Text that is safe in JSON, such as base64. */
  encrypt(text: string): Promise<string>
  /** `renew`: the key is about to go, and the text should be encrypted again. */
  decrypt(data: string): Promise<{ text: string; renew: boolean }>
}

const version = 1
const fileSchema = z.object({ schemaVersion: z.int().check(z.minimum(1)), secrets: z.record(z.string(), z.unknown()) })
/** `environment`: the name of the variable that holds it. There is nothing to encrypt in that. */
const entrySchema = z.object({ scheme: z.enum([...schemes, 'environment']), data: z.string() })

/** By id. What cannot be read is kept as it is: another version or host may have written it. */
type Secrets = Record<string, unknown>

const storedElsewhere: Record<SecretScheme, string> = {
  keychain: "it is stored by the desktop app's keychain; enter it again here",
  'key-file': "it is stored by the headless host's key file; enter it again here",
}

type Fault = 'corrupt' | 'newer'
const faultText: Record<Fault, (path: string) => string> = {
  corrupt: (path) => `${path} is damaged`,
  newer: (path) => `${path} is from a newer Portlight`,
}

/**
 * Keeps secrets in `path`, encrypted. A change is saved before it is answered. A file that is damaged or from a newer
 * version is copied aside when it is about to be overwritten, and its secrets answer that they must be entered again.
 * Of `${env:NAME}` only the name is kept, and the value is looked up in `env`.
 */
export function createEncryptedSecrets(
  path: string,
  cipher: Cipher,
  now: () => Date,
  env: Environment = {},
): SecretStore {
  const { secrets, fault } = load(path)
  const found = new Set(secrets.keys())
  let kept = fault === null
  let last: Promise<void> = Promise.resolve()

  async function write(next: Secrets): Promise<void> {
    if (!kept) {
      const aside = setAside(path, fault ?? 'corrupt', now())
      if (!aside.ok) throw new Error(aside.message)
      kept = true
    }
    await writeFileAtomically(path, JSON.stringify({ schemaVersion: version, secrets: next }))
  }

  /** One change after the other; memory follows the file, never the other way round. */
  function change(edit: (draft: Secrets) => void): Promise<void> {
    const before = last
    const done = (async () => {
      await before
      const draft = Object.fromEntries(secrets)
      edit(draft)
      await write(draft)
      secrets.clear()
      for (const [id, entry] of Object.entries(draft)) secrets.set(id, entry)
    })()
    last = done.catch(() => {})
    return done
  }

  async function store(id: string, value: string): Promise<void> {
    const name = environmentName(value)
    const entry =
      name === null
        ? { scheme: cipher.scheme, data: await cipher.encrypt(value) }
        : { scheme: 'environment', data: name }
    await change((draft) => {
      draft[id] = entry
    })
  }

  return {
    async get({ secret: id }) {
      const stored = secrets.get(id)
      if (stored === undefined) {
        return { ok: false, message: `${fault ? faultText[fault](path) : 'it is not stored'}; enter it again` }
      }
      const parsed = z.safeParse(entrySchema, stored)
      if (!parsed.success) return { ok: false, message: `${path} holds it in no form known here; enter it again` }
      const entry = parsed.data
      if (entry.scheme === 'environment') return environmentSecret(entry.data, env)
      if (entry.scheme !== cipher.scheme) return { ok: false, message: storedElsewhere[entry.scheme] }
      try {
        const { text, renew } = await cipher.decrypt(entry.data)
        // Renewing is a favour to the next start; a failure of it is no reason to withhold the secret now.
        if (renew) await store(id, text).catch(() => {})
        return { ok: true, value: text }
      } catch (error) {
        return { ok: false, message: errorReason(error) }
      }
    },
    async put(value) {
      const secret = randomUUID()
      try {
        await store(secret, value)
        return { ok: true, ref: { secret } }
      } catch (error) {
        return { ok: false, message: `${path} could not be saved: ${errorReason(error)}` }
      }
    },
    async delete({ secret: id }) {
      if (!secrets.has(id)) return
      // What cannot be removed now is unreachable anyway: nothing refers to it any more.
      await change((draft) => {
        delete draft[id]
      }).catch(() => {})
    },
    async keepOnly(refs) {
      const named = new Set(refs.map(({ secret }) => secret))
      const unused = [...found].filter((id) => !named.has(id) && z.safeParse(entrySchema, secrets.get(id)).success)
      if (unused.length === 0) return
      await change((draft) => {
        for (const id of unused) delete draft[id]
      }).catch(() => {})
    },
  }
}

function load(path: string): { secrets: Map<string, unknown>; fault: Fault | null } {
  try {
    const { schemaVersion, secrets } = z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')))
    if (schemaVersion > version) return { secrets: new Map(), fault: 'newer' }
    return { secrets: new Map(Object.entries(secrets)), fault: null }
  } catch (error) {
    return { secrets: new Map(), fault: errorCode(error) === 'ENOENT' ? null : 'corrupt' }
  }
}
