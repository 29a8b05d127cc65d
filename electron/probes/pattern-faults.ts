import type { TargetConfig } from '../contract/target-config.ts'
import { jsonPathFault } from './json-path.ts'
import { patternFault } from './pattern.ts'

/** A pattern or query that cannot be used: where it stands among the options, and why. */
export interface PatternFault {
  option: string
  message: string
}

/**
 * What is wrong with the patterns and queries of a target. Its schema cannot say: the page shares it, and carries no
 * compiler.
 */
export function findPatternFaults(target: TargetConfig): PatternFault[] {
  const http = target.protocol === 'http' ? target : null
  const patterns = [
    ['expectRegex', target.expectRegex],
    ['forbidRegex', http?.forbidRegex],
    ...(http?.expectHeaders ?? []).map(({ regex }, index) => [`expectHeaders[${index}].regex`, regex] as const),
  ] as const
  const faults = patterns.flatMap(([option, pattern]) => {
    const message = pattern === undefined ? null : patternFault(pattern)
    return message === null ? [] : [{ option, message }]
  })
  const path = http?.expectJson?.path
  const message = path === undefined ? null : jsonPathFault(path)
  return message === null ? faults : [...faults, { option: 'expectJson.path', message }]
}

/** The same, one line each that names the option. */
export function patternFaults(target: TargetConfig): string[] {
  return findPatternFaults(target).map(({ option, message }) => `${option}: ${message}`)
}
