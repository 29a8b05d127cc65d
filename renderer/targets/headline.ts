import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import { formatClock, formatCount, inSentence } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { MarkKind } from '../ui/mark.tsx'
import { type Counts, countTargets, lastKnown, worstMark } from './counts.ts'

export interface Headline {
  title: string
  /** What the title leaves out; empty where it says everything. */
  rest: string
  /** What stands before it: the worst there is to tell of. */
  mark: MarkKind
}

const loud: readonly State[] = ['down', 'degraded', 'confirming']
const quiet: readonly State[] = ['no-data', 'paused', 'pending']

/** The whole list in one line, and the counts that line leaves out. */
export function headline(targets: readonly TargetView[]): Headline {
  const counts = countTargets(targets)
  const [title, said] = titleOf(counts)
  const known = lastKnown(targets)
  const mark = worstMark(counts)
  if (said === null && known.worst !== null) {
    return { title, rest: t.head.lastKnown(titleOf({ ...known, snoozed: 0, maintenance: 0 })[0]), mark }
  }
  const partsOf = (states: readonly State[]): string[] =>
    states
      .filter((state) => state !== said && counts.counts[state] > 0)
      .map((state) => t.stateCounts[state](formatCount(counts.counts[state])))
  const parts = partsOf(loud)
  if (counts.snoozed > 0 && said !== 'snoozed') parts.push(t.head.snoozed(formatCount(counts.snoozed)))
  if (counts.maintenance > 0 && said !== 'maintenance') parts.push(t.head.maintenance(formatCount(counts.maintenance)))
  parts.push(...partsOf(quiet))
  return { title, rest: parts.join(t.join), mark }
}

/** The title, and what it speaks of; null where it says that nothing is known. */
function titleOf({ counts, total, snoozed, maintenance }: Counts): [string, MarkKind | null] {
  const of = formatCount(total)
  if (counts.down > 0) return [t.head.down(formatCount(counts.down), of), 'down']
  if (counts.degraded > 0) return [t.head.degraded(formatCount(counts.degraded), of), 'degraded']
  if (counts.up > 0) {
    const judged = total - counts.paused - snoozed - maintenance
    const up = formatCount(counts.up)
    return [counts.up === judged ? t.head.allUp(up) : t.head.up(up, of), 'up']
  }
  if (counts.paused === total && total > 0) return [t.head.allPaused, 'paused']
  if (snoozed === total && total > 0) return [t.head.allSnoozed, 'snoozed']
  if (maintenance === total && total > 0) return [t.head.allMaintenance, 'maintenance']
  // It leaves no count out: the line below tells all of them.
  if (snoozed + maintenance + counts.paused === total && total > 0) return [t.head.allSilent, 'up']
  return [t.head.noVerdicts, null]
}

/** The latest change of a result among the targets. Empty when there was none. */
export function lastChange(targets: readonly TargetView[], nowMs: number): string {
  const latest = targets.reduce<TargetView | null>(
    (best, target) => ((target.lastChangeAt ?? '') > (best?.lastChangeAt ?? '') ? target : best),
    null,
  )
  return latest?.lastChangeAt ? t.head.lastChange(formatClock(latest.lastChangeAt, nowMs), inSentence(latest.name)) : ''
}
