import type { Incident } from '../../electron/contract/history.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useAsked } from '../history/use-asked.ts'

const dayMs = 86_400_000

/** How far back incidents are listed. */
export const incidentDays = 30
const limit = 200

/** The target's incidents of the last days, newest first; null until they have come. */
export function useIncidents({ id, state, lastChangeAt }: TargetView): readonly Incident[] | null {
  return useAsked('history:incidents', `${id} ${state} ${lastChangeAt}`, () => {
    const nowMs = Date.now()
    return { id, from: nowMs - incidentDays * dayMs, to: nowMs, limit }
  }).value
}
