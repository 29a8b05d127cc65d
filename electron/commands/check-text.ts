import { styleText } from 'node:util'
import { printable } from '../app/printable.ts'
import { formatDuration } from '../contract/duration.ts'
import type { CertificateRecord, ResultRecord } from '../contract/result.ts'
import { formatLatency } from '../probes/words.ts'

type Paint = (style: 'green' | 'red' | 'yellow' | 'dim', text: string) => string

export interface TextReport {
  line(address: string, result: ResultRecord): string
  summary(results: readonly ResultRecord[], elapsedMs: number): string
}

const dayMs = 86_400_000
// Longer addresses run over rather than push every column of a short one to the right edge.
const maxAddressWidth = 48
const resultWidth = 'ConnectionFailed'.length
const timeWidth = '1 min 30 s'.length

/** Whether to colour: FORCE_COLOR decides, then NO_COLOR (no-color.org), then whether a person is looking. */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR)
  if ((env.NO_COLOR ?? '') !== '') return false
  return isTerminal && env.TERM !== 'dumb'
}

/** Lays results out for a person: one aligned line each, told apart by a mark as well as by colour, and a last line. */
export function createTextReport(
  addresses: readonly string[],
  options: { colour: boolean; nowMs: () => number },
): TextReport {
  const width = Math.min(maxAddressWidth, Math.max(0, ...addresses.map((address) => address.length)))
  const paint: Paint = (style, text) => (options.colour ? styleText(style, text, { validateStream: false }) : text)
  return {
    line(address, result) {
      const verdict = result.result ?? 'not probed'
      const time = result.responseTimeMs === null ? '-' : formatLatency(result.responseTimeMs)
      const columns = [
        mark(result, paint),
        address.padEnd(width),
        verdict.padEnd(resultWidth),
        time.padStart(timeWidth),
        notes(result, options.nowMs(), paint),
      ]
      return `${columns.join('  ').trimEnd()}\n`
    },
    summary(results, elapsedMs) {
      const succeeded = results.filter(({ resultCode }) => resultCode === 0).length
      const unprobed = results.filter(({ resultCode }) => resultCode === null).length
      const failed = results.length - succeeded - unprobed
      const parts = [
        paint(succeeded > 0 ? 'green' : 'dim', `${succeeded} succeeded`),
        paint(failed > 0 ? 'red' : 'dim', `${failed} failed`),
        ...(unprobed > 0 ? [paint('yellow', `${unprobed} not probed`)] : []),
      ]
      const targets = results.length === 1 ? '1 target' : `${results.length} targets`
      return `${targets} in ${formatDuration(elapsedMs)}: ${parts.join(', ')}\n`
    },
  }
}

function mark({ resultCode }: ResultRecord, paint: Paint): string {
  if (resultCode === null) return paint('yellow', '!')
  return resultCode === 0 ? paint('green', '✓') : paint('red', '✗')
}

function notes(result: ResultRecord, nowMs: number, paint: Paint): string {
  const parts: string[] = []
  if (result.resultCode !== 0 || !result.confirmed) parts.push(printable(result.message))
  else if (result.http) parts.push(`HTTP ${result.http.statusCode}`)
  if (result.certificate) parts.push(certificateNote(result.certificate, nowMs, paint))
  return parts.join('  ')
}

/** Days until the first certificate on the path expires; it is named where it is not the site's own. */
function certificateNote(certificate: CertificateRecord, nowMs: number, paint: Paint): string {
  const own = Date.parse(certificate.expiresAt)
  const chain = Date.parse(certificate.chainExpiresAt)
  const leftMs = Math.min(own, chain) - nowMs
  const whose = chain < own ? `certificate of ${printable(certificate.chainExpiresSubject)}` : 'certificate'
  const days = Math.floor(Math.abs(leftMs) / dayMs)
  const count = days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`
  if (leftMs < 0) return paint('red', `${whose} expired ${count} ago`)
  return paint(days < 7 ? 'red' : days < 30 ? 'yellow' : 'dim', `${whose} has ${count} left`)
}
