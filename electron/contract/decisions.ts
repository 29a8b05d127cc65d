import * as z from 'zod/mini'

/** What there was to tell. */
export const decisionSubjects = [
  'down',
  'changed',
  'up',
  'degraded',
  'restored',
  'flapping',
  'steady',
  'reminder',
  'certificate',
  'certificate-renewed',
  'certificate-changed',
  'offline',
  'online',
  'still-down',
] as const
export type DecisionSubject = (typeof decisionSubjects)[number]

/** What became of it. */
export const decisionOutcomes = ['told', 'gathered', 'suppressed'] as const
export type DecisionOutcome = (typeof decisionOutcomes)[number]

/** By what rule it was not told, or was told in company. Closed: the page has a sentence for each. */
export const decisionRules = [
  /** It answered again before it counted as down. */
  'not-confirmed',
  'settling',
  'blind',
  'maintenance',
  'paused',
  'snoozed',
  'quiet-hours',
  'parent-down',
  'flapping',
  'gathered',
  'rate-limit',
  'notifications-off',
  /** This kind of notice is turned off. */
  'kind-off',
  /** It recovered while its notice was held back. */
  'recovered-meanwhile',
  /** It failed again while its recovery was held back: what was told of it holds. */
  'down-again',
  'told-already',
  /** The target was removed or edited while its notice waited. */
  'target-gone',
  'no-notifier',
  'not-delivered',
] as const
export type DecisionRule = (typeof decisionRules)[number]

/** One answer to "why was I (not) told?". */
export const decisionSchema = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Null for what is about this computer. */
  targetId: z.nullable(z.string()),
  subject: z.enum(decisionSubjects),
  outcome: z.enum(decisionOutcomes),
  rule: z.nullable(z.enum(decisionRules)),
  /** Result label or certificate name it was about, parent's name, end of a snooze (ISO 8601): what the sentence needs. */
  params: z.record(z.string(), z.string()),
  incidentId: z.nullable(z.string()),
})
export type Decision = z.infer<typeof decisionSchema>
