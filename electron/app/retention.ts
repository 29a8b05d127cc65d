import { defaultRetention, type Retention } from '../contract/history.ts'
import type { Settings } from '../contract/settings.ts'

/** How long history is kept. A coarser tier is kept at least as long as a finer one, whatever a file says. */
export function retentionOf({ retention = defaultRetention }: Settings): Retention {
  const fiveMinuteDays = Math.max(retention.fiveMinuteDays, retention.rawDays)
  return { ...retention, fiveMinuteDays, hourDays: Math.max(retention.hourDays, fiveMinuteDays) }
}

/** What is wrong with a choice as a whole, in one sentence naming the field; null when nothing is. */
export function retentionFault({ rawDays, fiveMinuteDays, hourDays }: Retention): string | null {
  if (fiveMinuteDays < rawDays)
    return `fiveMinuteDays: ${fiveMinuteDays} is less than rawDays; write at least ${rawDays}`
  if (hourDays < fiveMinuteDays)
    return `hourDays: ${hourDays} is less than fiveMinuteDays; write at least ${fiveMinuteDays}`
  return null
}
