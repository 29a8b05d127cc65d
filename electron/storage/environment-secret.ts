import type { SecretAnswer } from './ports.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const reference = /^\$\{env:([A-Za-z_]\w{0,127})\}$/

/** The variable that `${env:NAME}`, written in place of a secret, names; null for any other text. */
export function environmentName(text: string): string | null {
  return reference.exec(text)?.[1] ?? null
}

/** The value of a variable now: whoever starts the program keeps it, and nothing of it is ever written. */
export function environmentSecret(name: string, env: Environment): SecretAnswer {
  const value = env[name] ?? ''
  if (value !== '') return { ok: true, value }
  return { ok: false, message: `the environment variable ${name} is not set; set it and start Portlight again` }
}

/** What a text stands for: itself, or the variable it names. */
export function secretText(text: string, env: Environment): SecretAnswer {
  const name = environmentName(text)
  return name === null ? { ok: true, value: text } : environmentSecret(name, env)
}
