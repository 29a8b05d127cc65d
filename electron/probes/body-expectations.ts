import type { Limits } from './phase.ts'
import type { HttpSpec, Judged, Matcher } from './spec.ts'

/** One thing a body was to hold, or must not hold. */
export type BodyExpectation =
  | { kind: 'text' | 'pattern'; expected: string; forbidden: boolean }
  /** `equals` is JSON; null: that there is a value is enough. */
  | { kind: 'json'; path: string; equals: string | null }

/** The expectations on the body, all of which must hold. An empty text expects nothing, as in Categraf. */
export function bodyExpectations(spec: HttpSpec): BodyExpectation[] {
  const expectations: BodyExpectation[] = []
  const add = (kind: 'text' | 'pattern', expected: string | null, forbidden: boolean): void => {
    if (expected) expectations.push({ kind, expected, forbidden })
  }
  add('text', spec.expectSubstring, false)
  add('pattern', spec.expectRegex, false)
  add('text', spec.forbidSubstring, true)
  add('pattern', spec.forbidRegex, true)
  if (spec.expectJson !== null) {
    const { path, equals } = spec.expectJson
    expectations.push({ kind: 'json', path, equals: equals === undefined ? null : JSON.stringify(equals) })
  }
  return expectations
}

/** Whether a body meets an expectation. It never rejects. */
export async function isMet(
  expectation: BodyExpectation,
  content: Buffer,
  matcher: Matcher,
  limits: Limits,
): Promise<Judged> {
  switch (expectation.kind) {
    case 'json':
      return matcher.judge(content, expectation, limits)
    case 'text':
    case 'pattern': {
      const { kind, expected } = expectation
      const job = kind === 'text' ? { kind, text: expected } : { kind, pattern: expected }
      const judged = await matcher.judge(content, job, limits)
      if (!judged.ok || (!judged.verdict.met && judged.verdict.why === 'invalid')) return judged
      return verdictOf(judged.verdict.met, expectation)
    }
  }
}

/** What it means for an expectation that its text, or a match for its pattern, is there or not. */
function verdictOf(found: boolean, { forbidden }: { forbidden: boolean }): Judged {
  return { ok: true, verdict: found === forbidden ? { met: false, why: 'absent', found: null } : { met: true } }
}
