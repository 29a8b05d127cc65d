import { formatDuration } from '../contract/duration.ts'
import type { Incident, Uptime } from '../contract/history.ts'
import { resultLabel } from '../contract/result-codes.ts'
import { printable } from './printable.ts'
import type { AboutTarget } from './results-text.ts'
import { observedText } from './uptime-text.ts'

export interface ReportInput {
  fromMs: number
  toMs: number
  nowMs: number
  /** IANA name of the zone that times are in. */
  timeZone: string
  /** Each with its uptime over the range. */
  targets: readonly (AboutTarget & { uptime: Uptime })[]
  /** Of all of them, the latest first. */
  incidents: readonly Incident[]
  /** There are more incidents, and these are the latest. */
  more: boolean
}

/** What happened in a range, in words that can be sent to somebody who has no Portlight. */
export function incidentReport(input: ReportInput): string {
  const { targets, incidents } = input
  const time = timeIn(input.timeZone)
  const byTarget = Map.groupBy(incidents, ({ targetId }) => targetId)
  const affected = targets.filter(({ id }) => byTarget.has(id))
  const others = targets.filter(({ id }) => !byTarget.has(id))
  const blocks = [
    [
      `Incidents from ${time(input.fromMs)} to ${time(input.toMs)} (${input.timeZone})`,
      summary(input, affected.length),
      ...(input.more ? [`Only the latest ${incidents.length} incidents are listed.`] : []),
    ],
    ...affected.map((target) => [
      heading(target),
      uptimeLine(target.uptime),
      ...(byTarget.get(target.id) ?? []).flatMap((incident) => incidentLines(incident, target, input.nowMs, time)),
    ]),
    ...(others.length === 0
      ? []
      : [['Without incident:', ...others.map((target) => `- ${heading(target)}: ${observedText(target.uptime)}`)]]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function summary({ incidents, targets }: ReportInput, affected: number): string {
  const open = incidents.filter(({ closedAt }) => closedAt === null).length
  const of = `${affected} of ${counted(targets.length, 'target')}`
  if (incidents.length === 0) return `No incident; ${counted(targets.length, 'target')} watched.`
  return `${counted(incidents.length, 'incident')}, ${open === 0 ? 'all over' : `${open} not over yet`}; ${of} affected.`
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

function heading({ name, target }: AboutTarget): string {
  return name === target ? printable(target) : `${printable(name)} (${printable(target)})`
}

function uptimeLine(uptime: Uptime): string {
  const text = observedText(uptime)
  return uptime.uptime === null ? `Uptime: ${text}` : `Uptime ${text}`
}

function incidentLines(
  incident: Incident,
  { protocol }: AboutTarget,
  nowMs: number,
  time: (ms: number) => string,
): string[] {
  const { openedAt, closedAt, codes, failures, message } = incident
  const labels = codes.map((code) => resultLabel(protocol, code) ?? String(code)).join(', then ')
  const probes = failures === 1 ? '1 failed probe' : `${failures} failed probes`
  const when =
    closedAt === null
      ? `${time(openedAt)}, not over after ${formatDuration(nowMs - openedAt)}`
      : incident.endUnknown
        ? `${time(openedAt)}, last seen down ${time(closedAt)}, end unknown`
        : `${time(openedAt)} to ${time(closedAt)}, ${formatDuration(closedAt - openedAt)}`
  return [`- ${when}: ${labels}, ${probes}`, ...(message === '' ? [] : [`  ${printable(message)}`])]
}

/** `2026-11-22 14:02:11` in the zone: a Swede writes dates as ISO 8601 does. */
function timeIn(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  return (ms) => format.format(ms)
}
