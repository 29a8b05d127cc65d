import * as z from 'zod/mini'
import type { TargetConfig } from '../contract/target-config.ts'
import { exportedTargets } from './targets-json.ts'

/** Portlight's own file with everything a person would take along: targets, and parts of the settings by name. */
export function writeConfigJson(targets: readonly TargetConfig[], settings: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ ...exportedTargets(targets), settings }, null, 2)}\n`
}

const fileSchema = z.object({ settings: z.record(z.string(), z.unknown()) })

/** The parts of the settings in such a file, as they stand there; none in one that holds targets alone. */
export function settingsOfJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const file = fileSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')))
    return file.success ? file.data.settings : {}
  } catch {
    return {}
  }
}
