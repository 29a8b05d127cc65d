import type { Wanted } from './received-match.ts'
import { excerpt, type Finding, resourceFinding } from './words.ts'

/** What was wanted of an answer, for a sentence and for the reason's blanks. */
export function wantedWords({ expect, expectRegex }: Wanted): { words: string; expected: string } {
  const text = expect === null ? null : excerpt(expect)
  const pattern = expectRegex === null ? null : excerpt(Buffer.from(expectRegex))
  const words = [...(text === null ? [] : [`"${text}"`]), ...(pattern === null ? [] : [`a match for "${pattern}"`])]
  return { words: words.join(' and '), expected: text ?? pattern ?? '' }
}

/** Why an answer could not be looked into. A pattern that cannot be read matches nothing. */
export function matchFaultFinding(fault: 'invalid' | 'resources', { expectRegex }: Wanted): Finding {
  if (fault === 'resources') return resourceFinding('ENOMEM')
  const expected = excerpt(Buffer.from(expectRegex ?? ''))
  const words = `could not be judged: "${expected}" is not a pattern in RE2 syntax`
  return { reason: 'mismatch', words, detail: { expected } }
}
