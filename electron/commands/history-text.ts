import { styleText } from 'node:util'
import { printable } from '../app/printable.ts'
import type { AboutTarget } from '../app/results-text.ts'
import { observedText } from '../app/uptime-text.ts'
import type { PastResult, Uptime } from '../contract/history.ts'
import { resultLabel } from '../contract/result-codes.ts'
import { writeTarget } from '../contract/target-grammar.ts'
import { formatLatency } from '../probes/words.ts'

export interface HistoryText {
  begin(): string
  piece(results: readonly PastResult[]): string
  /** How many there were, and how much of the time the target was up. */
  end(uptime: Uptime): string
}

const resultWidth = 'ConnectionFailed'.length
const timeWidth = '1 min 30 s'.length

/** Lays results out for a person: one aligned line each, told apart by a mark as well as by colour, and a last line. */
export function historyText(about: AboutTarget, options: { colour: boolean; timeZone: string }): HistoryText {
  const { protocol, name, target } = about
  const time = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: options.timeZone,
  })
  const paint = (style: 'green' | 'red' | 'yellow', text: string): string =>
    options.colour ? styleText(style, text, { validateStream: false }) : text
  let count = 0
  let failed = 0

  function mark(code: number | null): string {
    if (code === null) return paint('yellow', '!')
    return code === 0 ? paint('green', '✓') : paint('red', '✗')
  }

  function line(past: PastResult): string {
    const { code, latency, message } = past
    count += 1
    if (code !== null && code !== 0) failed += 1
    const columns = [
      mark(code),
      time.format(past.at),
      (code === null ? 'no data' : (resultLabel(protocol, code) ?? String(code))).padEnd(resultWidth),
      (latency === null ? '-' : formatLatency(latency)).padStart(timeWidth),
      [...flags(past), printable(message ?? '')].join('  '),
    ]
    return `${columns.join('  ').trimEnd()}\n`
  }

  return {
    begin: () => `${printable(name)}  ${writeTarget(protocol, false, target)}\n`,
    piece: (results) => results.map(line).join(''),
    end(uptime) {
      const results = count === 1 ? '1 result' : `${count} results`
      return `${results}, ${failed} failed; uptime: ${observedText(uptime)}\n`
    },
  }
}

function flags({ degraded, maintenance, confirmed, code }: PastResult): string[] {
  return [
    ...(degraded ? ['slow'] : []),
    ...(maintenance ? ['in maintenance'] : []),
    ...(code === 0 && !confirmed ? ['not confirmed'] : []),
  ]
}
