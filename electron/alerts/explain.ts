import type { DecisionRule } from '../contract/decisions.ts'
import type { Transition } from '../monitor/transition.ts'
import type { AlertRecord } from './record.ts'
import { type Untold, untold } from './standing.ts'

/** Something that will not be told by itself, and why. `gathered`: it is part of what is still to be told. */
export interface Explained {
  subject: Untold
  rule: DecisionRule
}

/**
 * What a transition makes of what was waiting to be told, and of itself, where either will never be told. What is still
 * to be told is decided later, and what was held back before has its decision already.
 */
export function explain(
  before: AlertRecord,
  after: AlertRecord,
  { kind }: Exclude<Transition, { kind: 'unconfirmed' }>,
): Explained[] {
  const [was, is] = [untold(before), untold(after)]
  const explained: Explained[] = []
  if (was !== null && was !== is && before.held === null) explained.push({ subject: was, rule: whyNoMore(was, kind) })
  if (is !== kind) explained.push({ subject: kind, rule: whyNever(was, is, before) })
  return explained
}

function whyNoMore(was: Untold, kind: Transition['kind']): DecisionRule {
  if (kind === 'flapping') return 'flapping'
  return was === 'up' ? 'down-again' : 'recovered-meanwhile'
}

function whyNever(was: Untold | null, is: Untold | null, before: AlertRecord): DecisionRule {
  // It only says more of what is still to be told, or held back.
  if (is !== null && is === was) return before.held ?? 'gathered'
  if (is === 'flapping' || (is === null && before.flapping !== null && before.told.flapping)) return 'flapping'
  return was === null || was === 'up' || was === 'changed' ? 'told-already' : 'recovered-meanwhile'
}
