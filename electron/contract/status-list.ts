import type { Parsed } from './duration.ts'

/** Inclusive bounds of HTTP status codes. */
export interface StatusRange {
  from: number
  to: number
}

function parsePart(part: string): StatusRange | null {
  const wildcard = /^([1-9])xx$/i.exec(part)
  if (wildcard) return { from: Number(wildcard[1]) * 100, to: Number(wildcard[1]) * 100 + 99 }
  const range = /^(\d{3})(?:-(\d{3}))?$/.exec(part)
  if (!range) return null
  const from = Number(range[1])
  const to = Number(range[2] ?? range[1])
  return from >= 100 && from <= to ? { from, to } : null
}

/**
 * Reads the accepted statuses: codes and ranges separated by comma, space or `|`, as in `200`, `200|301`, `200-299`,
 * `2xx`. Every code has three digits, from 100 to 999.
 */
export function parseStatusList(text: string): Parsed<StatusRange[]> {
  const parts = text.split(/[\s,|]+/).filter((part) => part !== '')
  const ranges: StatusRange[] = []
  for (const part of parts) {
    const range = parsePart(part)
    if (!range) return { ok: false, message: `"${part}" is not a status; write 200, 200-299, 2xx or 200,301` }
    ranges.push(range)
  }
  if (ranges.length === 0) return { ok: false, message: `"${text}" names no status; write 200, 200-299 or 2xx` }
  return { ok: true, value: ranges }
}

export function statusAccepted(ranges: readonly StatusRange[], status: number): boolean {
  return ranges.some((range) => status >= range.from && status <= range.to)
}
