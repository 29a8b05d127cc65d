import type { TargetConfig } from '../contract/target-config.ts'
import { jsonPathFault } from './json-path.ts'
import { patternFault } from './pattern.ts'

/**
 * What is wrong with the patterns and queries of a target, one line each, naming the option. Its schema cannot say: the
 * page shares it, and carries no compiler.
 */
export function patternFaults(target: TargetConfig): string[] {
  const http = target.protocol === 'http' ? target : null
  const patterns = [
    ['expectRegex', target.expectRegex],
    ['forbidRegex', http?.forbidRegex],
    ...(http?.expectHeaders ?? []).map(({ regex }, index) => [`expectHeaders[${index}].regex`, regex] as const),
  ] as const
  const faults = patterns.flatMap(([option, pattern]) => {
    const fault = pattern === undefined ? null : patternFault(pattern)
    return fault === null ? [] : [`${option}: ${fault}`]
  })
  const path = http?.expectJson?.path
  const fault = path === undefined ? null : jsonPathFault(path)
  return fault === null ? faults : [...faults, `expectJson.path: ${fault}`]
}
