import { randomUUID } from 'node:crypto'
import type { SecretRef } from '../contract/target-config.ts'
import { type Environment, secretText } from './environment-secret.ts'
import type { SecretStore } from './ports.ts'

/** A store that writes nothing and is gone with the process: for secrets read from a configuration file. */
export interface MemorySecrets extends SecretStore {
  /** Keeps a value and answers with its reference at once, for readers that have nothing to wait for. */
  sink(value: string): SecretRef
}

/** `env` is what values of the form `${env:NAME}` stand for; null: they stand for themselves. */
export function createMemorySecrets(env: Environment | null = null): MemorySecrets {
  const values = new Map<string, string>()

  function sink(value: string): SecretRef {
    const secret = randomUUID()
    values.set(secret, value)
    return { secret }
  }

  return {
    sink,
    get: async (ref) => {
      const value = values.get(ref.secret)
      if (value === undefined) return { ok: false, message: 'it is not stored; enter it again' }
      return env === null ? { ok: true, value } : secretText(value, env)
    },
    put: async (value) => ({ ok: true, ref: sink(value) }),
    delete: async (ref) => {
      values.delete(ref.secret)
    },
    // None of these was there before.
    keepOnly: async () => {},
  }
}
