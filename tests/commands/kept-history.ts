import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultRetention } from '../../electron/contract/history.ts'
import { defaultSettings } from '../../electron/contract/settings.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import type { IncidentState } from '../../electron/monitor/transition.ts'
import { type OpenedHistory, openHistory } from '../../electron/storage/history.ts'
import { probeResult } from '../monitor/samples.ts'

/** Writes the settings of a data directory: these targets, and nothing else. */
export function keepTargets(directory: string, ...targets: TargetConfig[]): void {
  writeFileSync(join(directory, 'config.json'), JSON.stringify({ ...defaultSettings, targets }))
}

/** The history of a data directory, in a thread of its own as in the program. */
export async function openKept(directory: string): Promise<OpenedHistory> {
  const path = join(directory, 'history.sqlite')
  return await openHistory({ path, clock: systemClock, retention: defaultRetention, onFault: fail })
}

function fail({ code }: { code: string }): never {
  throw new Error(`the history has the fault ${code}`)
}

/** Notes one result of the target, begun at `atMs`, that holds for 15 s. */
export function keepResult(
  { history }: OpenedHistory,
  { id, protocol, target, name }: TargetConfig,
  atMs: number,
  code: number | null,
): void {
  const result = probeResult(id, code, { startedAt: new Date(atMs).toISOString() })
  const counted = code !== null
  history.result({
    target: { id, protocol, target, name: name ?? target },
    result,
    counted,
    degraded: false,
    maintenance: false,
    holdMs: 15_000,
  })
}

/** An incident of 30 s of the target. */
export function incidentOf({ id }: TargetConfig, openedMs: number): IncidentState {
  return {
    id: `incident of ${id} at ${openedMs}`,
    targetId: id,
    openedMs,
    lastSeenMs: openedMs + 15_000,
    closedMs: openedMs + 30_000,
    endUnknown: false,
    codes: [2],
    worst: 2,
    result: { reason: 'refused', message: 'tcp db:5432 refused the connection.' },
    failures: 2,
  }
}
