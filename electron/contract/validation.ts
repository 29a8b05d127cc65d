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
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([key]) => key === String(part))?.[1]
  }
  return value
}

function received(value: unknown): string {
  if (value === undefined) return 'is missing'
  const text = JSON.stringify(value) ?? typeof value
  return `${text.length > 60 ? `${text.slice(0, 60)}…` : text} is not accepted`
}

/** One line per fault, naming the place and what is wrong there: `targets[3].intervalMs: 0 is not accepted; …`. */
export function describeIssues(error: z.core.$ZodError, input: unknown): string[] {
  return error.issues.map((issue) => {
    const place = pathText(issue.path)
    const text =
      issue.code === 'custom' && issue.message !== ''
        ? issue.message
        : `${received(valueAt(input, issue.path))}; expected ${expectation(issue)}`
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
    case 'unrecognized_keys':
      return `no key named ${issue.keys.join(', ')}`
    default:
      return issue.message === '' ? 'another value' : issue.message
  }
}
