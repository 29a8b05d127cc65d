import type { SecretSink } from '../categraf-instance.ts'
import type { GivenOption } from './curl-options.ts'

/** Options of one transfer, and a way to say something about them. */
export interface CurlContext {
  options: readonly GivenOption[]
  secrets: SecretSink
  warn: (message: string) => void
  /** The command as it stands cannot be a target. */
  fail: (message: string) => void
}

/** The value of the last option of these names, as for curl the last one counts. */
export function lastOf({ options }: Pick<CurlContext, 'options'>, ...names: string[]): string | undefined {
  return options.findLast(({ name }) => names.includes(name))?.value
}
