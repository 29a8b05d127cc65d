import type { Decision } from '../../contract/decisions.ts'
import type { Incident, Overview, PastResult, Series, Uptime, UptimeRange } from '../../contract/history.ts'
import type { TargetRef } from './rows.ts'

export interface IncidentRange {
  /** Null: of every target. */
  id: string | null
  fromMs: number
  toMs: number
  limit: number
  /** Only what comes after this incident in the list: the id of the last one of the page before. */
  before?: string | null
}

export interface DecisionRange {
  id: string | null
  limit: number
  /** Only decisions before this instant. */
  before?: number | null
}

export interface HistorySize {
  bytes: number
  path: string
}

/** What can be asked, answered at once by whoever holds the database. What is unknown has empty answers. */
export interface Reads {
  series(id: string, fromMs: number, toMs: number, points: number): Series
  uptime(id: string, ranges: readonly UptimeRange[], nowMs: number): Partial<Record<UptimeRange, Uptime>>
  uptimeBetween(id: string, fromMs: number, toMs: number): Uptime
  overview(ids: readonly string[], nowMs: number): Overview
  incidents(range: IncidentRange): Incident[]
  nearest(id: string, atMs: number): PastResult | null
  results(id: string, fromMs: number, toMs: number, limit: number): PastResult[]
  decisions(range: DecisionRange): Decision[]
  size(): HistorySize
  targets(): TargetRef[]
}

/** One question and its arguments. */
export type Query = { [Name in keyof Reads]: { name: Name; args: Parameters<Reads[Name]> } }[keyof Reads]

/** Asks. */
export function answer(reads: Reads, query: Query): ReturnType<Reads[keyof Reads]> {
  switch (query.name) {
    case 'series':
      return reads.series(...query.args)
    case 'uptime':
      return reads.uptime(...query.args)
    case 'uptimeBetween':
      return reads.uptimeBetween(...query.args)
    case 'overview':
      return reads.overview(...query.args)
    case 'incidents':
      return reads.incidents(...query.args)
    case 'nearest':
      return reads.nearest(...query.args)
    case 'results':
      return reads.results(...query.args)
    case 'decisions':
      return reads.decisions(...query.args)
    case 'size':
      return reads.size(...query.args)
    case 'targets':
      return reads.targets(...query.args)
  }
}
