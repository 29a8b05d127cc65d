import * as z from 'zod/mini'

// The page's CSP forbids eval, which zod would otherwise use to compile its parsers.
z.config({ jitless: true })

type Issue = z.core.$ZodIssue

function pathText(path: PropertyKey[]): string {
  let text = ''
  for (const part of path) text += typeof part === 'number' ? `[${part}]` : `${text === '' ? '' : '.'}${String(part)}`
  return text
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** Where a person may write a secret by hand, although none belongs into the file. */
const secretPlaces: ReadonlySet<PropertyKey> = new Set([
  'password',
  'proxyPassword',
  'headers',
  'key',
  'secret',
  'body',
  'webhook',
])

/** Only single values are repeated, and none from a secret's place: what is said here ends in notices. */
function received(value: unknown, path: PropertyKey[]): string {
  if (value === undefined) return 'is missing'
  if (Array.isArray(value)) return 'a list is not accepted'
  if (typeof value === 'object' && value !== null) return 'an object is not accepted'
  if (path.some((part) => secretPlaces.has(part))) return 'what is there is not accepted'
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 61) : value) ?? typeof value
  return `${text.length > 60 ? `${text.slice(0, 60)}…` : text} is not accepted`
}

/** One line per fault, naming the place and what is wrong there: `targets[3].intervalMs: 0 is not accepted; …`. */
export function describeIssues(error: z.core.$ZodError, input: unknown): string[] {
  return error.issues.map((issue) => {
    const place = pathText(issue.path)
    // What a format says of itself stands alone: "not a time of day; write it as 22:00".
    const says = issue.code === 'custom' || (issue.code === 'invalid_format' && issue.format === 'regex')
    const text =
      says && issue.message !== ''
        ? issue.message
        : `${received(valueAt(input, issue.path), issue.path)}; expected ${expectation(issue)}`
    return place === '' ? text : `${place}: ${text}`
  })
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`
    case 'invalid_value':
      return `one of ${issue.values.map((value) => String(value)).join(', ')}`
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'invalid_format':
      if (issue.format === 'datetime') return 'a moment in UTC such as 2026-11-22T14:00:00Z'
      return issue.message === '' ? 'another value' : issue.message
    case 'unrecognized_keys':
      return `no key named ${issue.keys.join(', ')}`
    default:
      return issue.message === '' ? 'another value' : issue.message
  }
}
