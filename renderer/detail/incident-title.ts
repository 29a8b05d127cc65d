import type { Incident } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { codeWord } from '../chart/read-out.ts'
import { t } from '../i18n/text.ts'

/** What it was: the codes seen, in their order, and the last reason. */
export function incidentTitle({ codes, reason }: Incident, protocol: Protocol): string {
  const labels = codes.map((code) => codeWord(protocol, code))
  const what = labels.join(t.incidents.codeJoin)
  if (reason === null) return what
  const { what: happened, more } = t.reasons[reason]
  // "Timeout – timeout" would say nothing twice.
  const repeats = more !== undefined && labels.at(-1)?.endsWith(happened({}))
  return t.cause(what, t.incidents.reason(repeats ? more({}) : happened({})))
}
