import type { SecretRef, TargetConfig } from '../contract/target-config.ts'

/** A file that an export writes. */
export interface ExportFile {
  /** With `/`, below the directory named. */
  path: string
  text: string
}

export interface Exported {
  files: ExportFile[]
  /** What the format cannot say, one line per target and option, each naming both. */
  warnings: string[]
}

/** The first line of every file that an export may write over. */
export const exportMark = '# Written by portlight export; writing again replaces this file.'

/** Stands where a secret must be filled in by hand. */
const secretBlank = 'REPLACE-ME'

/** Notes what an export could not say of one target. */
export type Warn = (message: string) => void

/** Options that say nothing of how a target is probed. */
const bookkeeping = ['id', 'protocol', 'target', 'origin']

/**
 * Warns of every option that the format has no word for, whatever it is: an option added to Portlight later is then never
 * dropped in silence.
 */
export function warnOfOthers(target: TargetConfig, known: readonly string[], format: string, warn: Warn): void {
  for (const [option, value] of Object.entries(target)) {
    if (value === undefined || bookkeeping.includes(option) || known.includes(option)) continue
    warn(`${option} is left out: ${format} has nothing like it`)
  }
}

/** The target as a warning names it. */
export function warnFor(target: TargetConfig, warnings: string[]): Warn {
  const name = target.name === undefined ? target.target : `${target.name} (${target.target})`
  return (message) => warnings.push(`${name}: ${message}`)
}

/** A value as it can be written: a secret is a blank to fill in, and a warning says where. */
export function secretText(value: string | SecretRef, place: string, warn: Warn): string {
  if (typeof value === 'string') return value
  warn(`${place} is a secret and is not written; put it in place of ${secretBlank}`)
  return secretBlank
}
