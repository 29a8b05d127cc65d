import type { Snapshot, TargetView } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import { formatClock, formatCount } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

export interface Headline {
  title: string
  /** What the title leaves out; empty where it says everything. */
  rest: string
}

const inOrder: readonly State[] = ['down', 'degraded', 'confirming', 'no-data', 'pending', 'paused']

/** The whole list in one line, and the counts that line leaves out. */
export function headline({ counts, total }: Snapshot['summary']): Headline {
  const [title, said] = titleOf(counts, total)
  const rest = inOrder
    .filter((state) => state !== said && counts[state] > 0)
    .map((state) => t.stateCounts[state](formatCount(counts[state])))
  return { title, rest: rest.join(t.join) }
}

function titleOf(counts: Snapshot['summary']['counts'], total: number): [string, State] {
  const of = formatCount(total)
  if (counts.down > 0) return [t.head.down(formatCount(counts.down), of), 'down']
  if (counts.degraded > 0) return [t.head.degraded(formatCount(counts.degraded), of), 'degraded']
  if (counts.up > 0) {
    const judged = total - counts.paused
    const up = formatCount(counts.up)
    return [counts.up === judged ? t.head.allUp(up) : t.head.up(up, of), 'up']
  }
  if (counts.paused === total && total > 0) return [t.head.allPaused, 'paused']
  return [t.head.noVerdicts, 'up']
}

/** The latest change of a result among the targets. Empty when there was none. */
export function lastChange(targets: readonly TargetView[], nowMs: number): string {
  const latest = targets.reduce<TargetView | null>(
    (best, target) => ((target.lastChangeAt ?? '') > (best?.lastChangeAt ?? '') ? target : best),
    null,
  )
  return latest?.lastChangeAt ? t.head.lastChange(formatClock(latest.lastChangeAt, nowMs), latest.name) : ''
}
