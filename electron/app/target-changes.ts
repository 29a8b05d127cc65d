import { isDeepStrictEqual } from 'node:util'
import { formatDuration } from '../contract/duration.ts'
import type { TargetConfig } from '../contract/target-config.ts'

const names: Record<string, string> = { tls: 'TLS options', origin: 'file' }

/** Options whose value may be shown: none of these can hold a secret or run over many lines. */
const shown = new Set(['followRedirects', 'expectStatus', 'method', 'family', 'name'])

/** What is other in `after`, one line per option: `interval 15 s → 30 s`, or the option's name where its value is private. */
export function describeChanges(before: TargetConfig, after: TargetConfig): string[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  const keys = [...new Set([...old.keys(), ...now.keys()])].filter((key) => key !== 'id')
  return keys.flatMap((key) => {
    const [from, to]: unknown[] = [old.get(key), now.get(key)]
    if (isDeepStrictEqual(from, to)) return []
    const word = names[key] ?? key.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    const [was, is] = [valueText(key, from), valueText(key, to)]
    return [was === null || is === null ? word : `${word} ${was} → ${is}`]
  })
}

/** Null for a value that is not to be shown. */
function valueText(key: string, value: unknown): string | null {
  if (key.endsWith('Ms') && typeof value === 'number') return formatDuration(value)
  if (!shown.has(key)) return null
  return value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value)
}
