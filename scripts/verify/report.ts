import type { SpecResult } from './run-specs.ts'
import type { Tour } from './run-tour.ts'

export interface Findings {
  /** Of the machine and the clone, as term and value. */
  facts: readonly (readonly [string, string])[]
  specs: { specs: readonly SpecResult[]; fault: string | null }
  tour: Tour
}

const mark = (good: boolean) => (good ? 'x' : ' ')
const cell = (text: string) => text.replaceAll('|', '\\|')

/** True when everything that a program can judge was as it should be. */
export function isGood({ specs, tour }: Findings): boolean {
  const told = tour.lines.find((line) => line.step === 'notification')
  return (
    specs.fault === null &&
    specs.specs.every(({ passed }) => passed) &&
    tour.fault === null &&
    told?.delivery === 'shown'
  )
}

function specLines({ specs, fault }: Findings['specs']): string[] {
  return [
    ...(fault === null ? [] : [`Not run to the end: ${fault}.`, '']),
    ...specs.map(({ name, passed, durationMs, error }) => {
      return `- [${mark(passed)}] ${name} (${durationMs} ms)${error === null ? '' : `: ${error}`}`
    }),
  ]
}

function tourLines({ lines, fault }: Tour): string[] {
  return [
    ...(fault === null ? [] : [`Not run to the end: ${fault}`, '']),
    ...lines.flatMap((line) => {
      if (line.step === 'tray') {
        const { mark: shown, image, bounds } = line
        const place = bounds === null ? 'somewhere' : `at ${bounds.x}, ${bounds.y}, ${bounds.width} × ${bounds.height}`
        return [`- [ ] ${shown} (${image}), ${place}`]
      }
      if (line.step !== 'notification') return []
      return [
        `- [${mark(line.delivery === 'shown')}] a notification through ${line.adapter ?? 'nothing'}: ${line.delivery}`,
      ]
    }),
  ]
}

/** What a person attaches to an issue: Markdown. Boxes that only eyes can tick are empty. */
export function writeReport(findings: Findings): string {
  const told = findings.tour.lines.find((line) => line.step === 'facts')
  const seen: [string, string][] = told
    ? [
        ...Object.entries(told.versions),
        ['key ring', told.keyRing ?? 'the system’s'],
        ['displays', told.displays.map(({ width, height, scale }) => `${width} × ${height} at ${scale}`).join('; ')],
        ['place for tray icons', told.trayHost],
        ['on battery', told.onBattery === null ? 'not known' : String(told.onBattery)],
      ]
    : []
  const facts = [...findings.facts, ...seen].map(([term, value]) => `| ${cell(term)} | ${cell(value)} |`)
  return [
    `# Portlight on this desktop: ${isGood(findings) ? 'all good, as far as a program can tell' : 'something is wrong'}`,
    '',
    '| | |',
    '|---|---|',
    ...facts,
    '',
    '## Specs on real Electron',
    '',
    ...specLines(findings.specs),
    '',
    '## Tray and notification',
    '',
    'Tick what you saw: the shape at the right place, sharp, in an ink that stands out from the panel.',
    '',
    ...tourLines(findings.tour),
    '',
  ].join('\n')
}
