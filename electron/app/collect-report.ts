import type { Incident, Uptime } from '../contract/history.ts'
import type { IncidentRange } from '../storage/history/reads.ts'
import type { ReportInput } from './incident-report.ts'
import type { AboutTarget } from './results-text.ts'

/** Where the past is asked for: in another thread, or in this one. */
export interface ReportSource {
  incidents(range: IncidentRange): Promise<Incident[]> | Incident[]
  uptimeBetween(id: string, fromMs: number, toMs: number): Promise<Uptime> | Uptime
}

/** A text with more is no longer something to send. */
const maxIncidents = 2000
const pageSize = 500

/** Gathers what a report of these targets says, question by question, so that probes go on in between. */
export async function collectReport(
  source: ReportSource,
  about: readonly AboutTarget[],
  range: { fromMs: number; toMs: number },
): Promise<Pick<ReportInput, 'fromMs' | 'toMs' | 'targets' | 'incidents' | 'more'>> {
  const { fromMs, toMs } = range
  const known = new Set(about.map(({ id }) => id))
  const incidents: Incident[] = []
  let before: string | null = null
  for (;;) {
    const page: Incident[] = await source.incidents({ id: null, fromMs, toMs, limit: pageSize, before })
    incidents.push(...page.filter(({ targetId }) => known.has(targetId)))
    before = page.at(-1)?.id ?? null
    if (page.length < pageSize || incidents.length > maxIncidents) break
  }
  const targets: (AboutTarget & { uptime: Uptime })[] = []
  for (const target of about) targets.push({ ...target, uptime: await source.uptimeBetween(target.id, fromMs, toMs) })
  return { ...range, targets, incidents: incidents.slice(0, maxIncidents), more: incidents.length > maxIncidents }
}
