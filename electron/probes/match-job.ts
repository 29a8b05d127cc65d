import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod/mini'
import type { JsonValue } from '../contract/expectations.ts'
import { compileJsonPath } from './json-path.ts'
import { findsPattern, searchSteps } from './pattern.ts'

/** One thing to find out about a content. */
export const matchJobSchema = z.discriminatedUnion('kind', [
  /** Whether the bytes of a text are there; case and encoding count. */
  z.object({ kind: z.literal('text'), text: z.string() }),
  /** Whether a pattern in RE2 syntax matches anywhere. */
  z.object({ kind: z.literal('pattern'), pattern: z.string() }),
  /** Whether all that a JSONPath query selects equals a value, given as JSON; null: whether it selects anything. */
  z.object({ kind: z.literal('json'), path: z.string(), equals: z.nullable(z.string()) }),
])
export type MatchJob = z.infer<typeof matchJobSchema>

export const verdictSchema = z.discriminatedUnion('met', [
  z.object({ met: z.literal(true) }),
  z.object({
    met: z.literal(false),
    /** `invalid`: the pattern or query cannot be read. */
    why: z.enum(['absent', 'different', 'not-json', 'too-deep', 'invalid']),
    /** The first value that differs, as JSON, cut to what a sentence can show. */
    found: z.nullable(z.string()),
  }),
])
export type Verdict = z.infer<typeof verdictSchema>

const unmet = (why: Extract<Verdict, { met: false }>['why'], found: string | null = null): Verdict => ({
  met: false,
  why,
  found,
})

/** Does a job. It never throws, and takes as long as it takes. */
export function doJob(content: Uint8Array, job: MatchJob): Verdict {
  if (job.kind === 'json') return checkJson(content, job)
  if (job.kind === 'text') {
    const { buffer, byteOffset, byteLength } = content
    return Buffer.from(buffer, byteOffset, byteLength).includes(job.text, 0, 'utf8') ? { met: true } : unmet('absent')
  }
  const found = findsPattern(content, job.pattern)
  if (found === null) return unmet('invalid')
  return found ? { met: true } : unmet('absent')
}

function checkJson(content: Uint8Array, { path, equals }: MatchJob & { kind: 'json' }): Verdict {
  const query = compileJsonPath(path)
  if (query === null) return unmet('invalid')
  let value: JsonValue
  try {
    value = JSON.parse(new TextDecoder().decode(content))
  } catch {
    return unmet('not-json')
  }
  let selected: unknown[]
  try {
    selected = query.query(value).values()
  } catch {
    // The library's bound on recursion, or the stack's own.
    return unmet('too-deep')
  }
  if (selected.length === 0) return unmet('absent')
  if (equals === null) return { met: true }
  const wanted: unknown = JSON.parse(equals)
  const other = selected.find((one) => !isDeepStrictEqual(one, wanted))
  return other === undefined ? { met: true } : unmet('different', shown(other))
}

/** Whatever is longer than a sentence can show is not worth writing out: it may be 10 MiB. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 200) : value)
}

/** Under 5 ms as a rule, and under 30 where a pattern is at its worst. */
const inlineSteps = 262_144
const inlineJsonBytes = 262_144
/** A text of up to 200 bytes is found in 10 MiB within 130 ms, a longer one that repeats itself takes many seconds. */
const inlineTextBytes = 100
const inlineSearchedBytes = 262_144

/** Whether a job is so small that it may be done on the thread that measures latency. */
export function isSmall(contentBytes: number, job: MatchJob): boolean {
  if (job.kind === 'pattern') return searchSteps(contentBytes, job.pattern) <= inlineSteps
  if (job.kind === 'text') {
    return contentBytes <= inlineSearchedBytes || Buffer.byteLength(job.text) <= inlineTextBytes
  }
  // A wildcard or filter within another looks at everything many times over.
  return contentBytes <= inlineJsonBytes && (compileJsonPath(job.path)?.singularQuery() ?? true)
}
