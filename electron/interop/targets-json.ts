import * as z from 'zod/mini'
import { type TargetConfig, targetConfigSchema } from '../contract/target-config.ts'
import { describeIssues } from '../contract/validation.ts'
import { patternFaults } from '../probes/pattern-faults.ts'
import type { ConfigReport } from './config-report.ts'
import { identifier } from './identity.ts'
import { mapSecrets, placeWord, secretPlaces } from './map-secrets.ts'
import { maxTargets } from './read-configs.ts'

export const jsonFormat = 'portlight-targets'
const jsonVersion = 1

/** Stands where a secret was: an exported file never holds one. */
export const notExported = { secret: 'not exported' }

const headSchema = z.object({ format: z.literal(jsonFormat), version: z.int() })
const fileSchema = z.object({ targets: z.array(z.unknown()) })

/** The content of Portlight's own file of targets, whole but for its secrets. */
export function exportedTargets(targets: readonly TargetConfig[]): {
  format: string
  version: number
  targets: unknown[]
} {
  const written = targets.map((target) => mapSecrets(target, () => notExported))
  return { format: jsonFormat, version: jsonVersion, targets: written }
}

/** Portlight's own file of targets. */
export function writeTargetsJson(targets: readonly TargetConfig[]): string {
  return `${JSON.stringify(exportedTargets(targets), null, 2)}\n`
}

/** Reads what `writeTargetsJson` wrote. A target that cannot be used is an error in the report, and the rest is read. */
export function readTargetsJson(file: string, sourceFile: string, text: string, report: ConfigReport): TargetConfig[] {
  const fail = (code: 'syntax' | 'invalid-value' | 'too-large', message: string): TargetConfig[] => {
    report.errors.push({ code, file, line: null, message })
    return []
  }
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return fail('syntax', 'this is not JSON; export the targets again')
  }
  const head = headSchema.safeParse(content)
  const list = fileSchema.safeParse(content)
  if (!head.success || !list.success) {
    return fail('invalid-value', 'this is not a file of targets that Portlight exported; see portlight export --help')
  }
  if (head.data.version > jsonVersion)
    return fail('invalid-value', 'it is from a newer Portlight; install that version')
  if (list.data.targets.length > maxTargets) {
    return fail('too-large', `there are ${list.data.targets.length} targets in it; at most ${maxTargets} are read`)
  }
  const identify = identifier(sourceFile)
  const ids = new Set<string>()
  return list.data.targets.flatMap((entry, index) => {
    const parsed = targetConfigSchema.safeParse(entry)
    if (!parsed.success) {
      return fail('invalid-value', `targets[${index}]: ${describeIssues(parsed.error, entry).join('; ')}`)
    }
    const config = parsed.data
    const faults = patternFaults(config)
    if (faults.length > 0) return fail('invalid-value', `targets[${index}]: ${faults.join('; ')}`)
    if (ids.has(config.id)) return fail('invalid-value', `targets[${index}]: its id stands twice; keep one of them`)
    ids.add(config.id)
    for (const { place } of secretPlaces(config)) {
      const message = `${config.target}: its ${placeWord(place)} is not in this file, which holds no secrets; until it is entered, the target is not probed`
      report.warnings.push({ file, line: null, message })
    }
    // An id of another kind belongs to a target of a file, which may be watched from there at the same time.
    if (z.uuid().safeParse(config.id).success) return [config]
    return [{ ...config, id: identify(config.protocol, config.target) }]
  })
}
