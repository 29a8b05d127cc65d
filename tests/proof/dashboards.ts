import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keys under which Nightingale and Grafana keep queries, of panels, variables and rules. */
const queryKeys = new Set(['expr', 'prom_ql', 'definition', 'query'])

/** Every query about the two plugins in the dashboards and alert rules below a directory, each once. */
export function queriesBelow(directory: string): Set<string> {
  const found = new Set<string>()
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.json')) collect(JSON.parse(readFileSync(join(directory, path), 'utf8')), found)
  }
  return found
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') collect(inner, found)
    else if (queryKeys.has(key) && /\b(net|http)_response_/.test(inner)) found.add(inner)
  }
}
