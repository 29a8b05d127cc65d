import { savedTargetSchema, type TargetConfig } from '../contract/target-config.ts'
import { describeIssues } from '../contract/validation.ts'
import { patternFaults } from '../probes/pattern-faults.ts'

export type CheckedTarget = { ok: true; target: TargetConfig } | { ok: false; message: string }

/** Whether a person may save this as a target of their own. The message of a refusal names each option that is wrong. */
export function checkTarget(input: unknown): CheckedTarget {
  const parsed = savedTargetSchema.safeParse(input)
  if (!parsed.success) return { ok: false, message: describeIssues(parsed.error, input).join('; ') }
  const faults = patternFaults(parsed.data)
  return faults.length === 0 ? { ok: true, target: parsed.data } : { ok: false, message: faults.join('; ') }
}
