import type { Decision } from '../../electron/contract/decisions.ts'
import { resultLabels } from '../../electron/contract/result-codes.ts'
import { certificateName } from '../i18n/certificate-name.ts'
import { formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/** What fills the blanks of a rule's sentence, in words; whatever is not known is absent. */
export interface DecisionBlanks {
  failures?: number
  needed?: number
  count?: number
  until?: string
  name?: string
  parent?: string
  cause?: string
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null
}

function sightCause(cause: string): string | undefined {
  return Object.entries(t.telling.causes).find(([known]) => known === cause)?.[1]
}

function blanksOf({ params }: Decision, nowMs: number): DecisionBlanks {
  const blanks: DecisionBlanks = {}
  const failures = whole(params.failures)
  const needed = whole(params.needed)
  const count = whole(params.count)
  if (failures !== null) blanks.failures = failures
  if (needed !== null) blanks.needed = needed
  if (count !== null) blanks.count = count
  if (params.until !== undefined) blanks.until = formatClock(params.until, nowMs)
  if (params.name !== undefined) blanks.name = params.name
  if (params.parent !== undefined) blanks.parent = params.parent
  const cause = params.cause === undefined ? undefined : sightCause(params.cause)
  if (cause !== undefined) blanks.cause = cause
  return blanks
}

/** What there was to tell: `is down, Timeout`. */
export function subjectText({ subject, params }: Decision): string {
  const what = t.telling.subjects[subject]
  const label = resultLabels.find((known) => known === params.label)
  const about =
    (label && t.label(label)) ??
    params.label ??
    (params.certificate === undefined ? params.issuer : certificateName(params.certificate))
  return about === undefined ? what : t.telling.about(what, about)
}

/** Why it was told or not, as sentences. */
export function ruleText(decision: Decision, nowMs: number): string {
  const { outcome, rule } = decision
  const blanks = blanksOf(decision, nowMs)
  if (rule === null) return outcome === 'told' ? t.telling.told : t.telling.unknownRule
  return t.telling.rules[rule](blanks)
}

/** Whether somebody was told, alone or in company. */
export function wasTold({ outcome }: Decision): boolean {
  return outcome !== 'suppressed'
}
