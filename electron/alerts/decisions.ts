import type { Decision, DecisionOutcome, DecisionRule, DecisionSubject } from '../contract/decisions.ts'

/** What a decision is about. */
export interface About {
  /** Null for what is about this computer. */
  targetId: string | null
  subject: DecisionSubject
  incidentId: string | null
  /** What the sentence needs. */
  params: Record<string, string>
}

export interface Decisions {
  told(about: About): void
  /** With how many others. */
  gathered(about: About, count: number): void
  suppressed(about: About, rule: DecisionRule, params?: Record<string, string>): void
}

/** Writes down what became of everything there was to tell. */
export function createDecisions(wallMs: () => number, onDecision: (decision: Decision) => void): Decisions {
  function record(
    about: About,
    outcome: DecisionOutcome,
    rule: DecisionRule | null,
    more: Record<string, string>,
  ): void {
    const { targetId, subject, incidentId, params } = about
    const at = new Date(wallMs()).toISOString()
    onDecision({ at, targetId, subject, outcome, rule, params: { ...params, ...more }, incidentId })
  }

  return {
    told: (about) => record(about, 'told', null, {}),
    gathered: (about, count) => record(about, 'gathered', 'gathered', { count: String(count) }),
    suppressed: (about, rule, params = {}) => record(about, 'suppressed', rule, params),
  }
}
