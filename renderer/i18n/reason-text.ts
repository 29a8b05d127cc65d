import type { Reason } from '../../electron/contract/reasons.ts'

/** What fills a reason's sentence, already in words; whatever is not known is absent, and the sentence does without. */
export interface Blanks {
  host?: string
  port?: string
  timeout?: string
  code?: string
  expected?: string
  status?: string
  bytes?: string
  length?: string
  proxy?: string
  family?: string
  resource?: string
  date?: string
  issuer?: string
  names?: string
  target?: string
}

/**
 * What happened, in two parts, and what to try. The second part is left out where the first says it all, and gives way
 * to the time of the next try while a target is being confirmed.
 */
export interface ReasonText {
  what: (blanks: Blanks) => string
  more?: (blanks: Blanks) => string
  advice: (blanks: Blanks) => string
}

export type ReasonTexts = Record<Reason, ReasonText>
