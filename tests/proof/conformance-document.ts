import { resultLabel } from '../../electron/contract/result-codes.ts'
import type { PeerAnswer } from './blackbox.ts'
import { observedFor, observedOnly } from './categraf-observed.ts'
import type { Compared } from './run-vectors.ts'
import type { Vector } from './vector.ts'

export interface Section {
  title: string
  results: readonly Compared[]
}

/**
 * The comparison as a document. It holds verdicts and codes and no times, ports or versions, so that it is the same on
 * every machine.
 */
export function conformanceDocument(sections: readonly Section[]): string {
  const all = sections.flatMap(({ results }) => results)
  return `# Conformance

How Portlight's verdict compares with those of Categraf, Prometheus' blackbox exporter and the monitoring plugins, each
probing the same server on loopback in the same way. This file is written by \`tests/proof/conformance.test.ts\` from
real runs of Portlight, Debian's \`prometheus-blackbox-exporter\` and \`monitoring-plugins-basic\`, and the test fails
when it is out of date. Categraf's column is what its two plugins were observed to do, built from their sources of
August 2026; it is kept as data in \`tests/proof/categraf-observed.ts\`. An empty cell there means that nobody looked.

- Codes of TCP and UDP: ${codeList('tcp', 5)}.
- Codes of HTTP: ${codeList('http', 7)}.
- A dash means that the program cannot be asked this. What is in bold differs from Portlight's; the reasons are below.

${sections.map(table).join('\n')}
## Disagreements

### With Categraf

${list(all, ({ categraf }) => categraf)}
### With the blackbox exporter

${list(all, ({ blackbox }) => blackbox)}
### With the monitoring plugins

${list(all, ({ plugins }) => plugins)}
## What cannot be asked

${cannot('Categraf', all, ({ vector }) => vector.categrafCannot)}${cannot('The blackbox exporter', all, ({ blackbox }) => reasonOf(blackbox))}${cannot('The monitoring plugins', all, ({ plugins }) => reasonOf(plugins))}
What Categraf was observed to do and Portlight is never asked:

${observedOnly.map(({ observed, reason }) => `- ${capitalised(observed.case)} (${observed.codes.join(' or ')}): ${reason}.\n`).join('')}`
}

function codeList(protocol: 'tcp' | 'http', count: number): string {
  return Array.from({ length: count }, (_, code) => `${code} ${resultLabel(protocol, code)}`).join(', ')
}

function table({ title, results }: Section): string {
  const rows = results.map(
    ({ vector, ours, blackbox, plugins }) =>
      `| ${cell(vector.title)} | ${oursCell(vector, ours.reason)} | ${categrafCell(vector)} | ${peerCell(blackbox, vector.otherwise?.blackbox)} | ${peerCell(plugins, vector.otherwise?.plugins)} |\n`,
  )
  return `## ${title}

| what is probed | Portlight | Categraf | blackbox | plugins |
|---|---|---|---|---|
${rows.join('')}`
}

function oursCell({ code }: Vector, reason: string | null): string {
  // Where the system decides, so does it about the reason.
  if (typeof code !== 'number') return code.join(' or ')
  return reason === null ? String(code) : `${code} \`${reason}\``
}

function categrafCell({ id, otherwise, categrafCannot }: Vector): string {
  if (categrafCannot !== undefined) return '–'
  const observed = observedFor(id)
  if (observed === null) return ''
  const codes = observed.codes.map((code) => (code === 'none' ? 'no sample' : code)).join(', ')
  return `${otherwise?.categraf === undefined ? codes : `**${codes}**`}${observed.remark === undefined ? '' : `; ${observed.remark}`}`
}

function peerCell(answer: PeerAnswer, otherwise: string | undefined): string {
  if ('cannot' in answer) return '–'
  const verdict = answer.success ? 'up' : 'down'
  return otherwise === undefined ? verdict : `**${verdict}**`
}

function list(
  all: readonly Compared[],
  reason: (otherwise: NonNullable<Vector['otherwise']>) => string | undefined,
): string {
  return all
    .map(({ vector }) => {
      const why = vector.otherwise && reason(vector.otherwise)
      return why === undefined ? '' : `- ${capitalised(vector.title)} (\`${vector.id}\`): ${why}.\n`
    })
    .join('')
}

const reasonOf = (answer: PeerAnswer): string | undefined => ('cannot' in answer ? answer.cannot : undefined)

/** The reasons for which a program cannot be asked, each with what it concerns. */
function cannot(who: string, all: readonly Compared[], reason: (compared: Compared) => string | undefined): string {
  return [...Map.groupBy(all, reason)]
    .map(([why, about]) =>
      why === undefined ? '' : `- ${who}: ${why} (${about.map(({ vector }) => `\`${vector.id}\``).join(', ')}).\n`,
    )
    .join('')
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const cell = (text: string): string => text.replaceAll('|', '\\|')
