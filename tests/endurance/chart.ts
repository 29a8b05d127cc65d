import type { Sample } from './samples.ts'

interface Panel {
  title: string
  unit: string
  lines: readonly { name: string; value: (sample: Sample) => number }[]
}

const megabyte = 1_000_000

const panels: readonly Panel[] = [
  { title: 'Heap after a collection', unit: 'MB', lines: [{ name: '', value: (s) => s.heapBytes / megabyte }] },
  {
    title: 'Resident memory, and the history file',
    unit: 'MB',
    lines: [
      { name: 'resident', value: (s) => s.rssBytes / megabyte },
      { name: 'file', value: (s) => s.fileBytes / megabyte },
    ],
  },
  {
    title: 'Handles, and of these sockets',
    unit: '',
    lines: [
      { name: 'handles', value: (s) => s.handles },
      { name: 'sockets', value: (s) => s.sockets },
    ],
  },
  {
    title: 'Delay of the event loop',
    unit: 'ms',
    lines: [
      { name: 'p99', value: (s) => s.lagP99 },
      { name: 'p50', value: (s) => s.lagP50 },
    ],
  },
  { title: 'Probes per second', unit: '', lines: [{ name: '', value: (s) => s.probes }] },
]

const width = 720
const panelHeight = 120
const plot = { left: 56, right: 20, top: 26, bottom: 14 }
const inks = ['#2563a8', '#b4552d']

const round = (value: number) => Math.round(value * 10) / 10

/** The run as a picture that stands on its own, in light and dark. */
export function drawChart(samples: readonly Sample[], title: string): string {
  const minutes = Math.max(...samples.map(({ atMin }) => atMin), 1)
  const height = 40 + panels.length * panelHeight + 20
  const body = panels.map((panel, nth) => drawPanel(panel, samples, minutes, 40 + nth * panelHeight))
  const ticks = Array.from({ length: 5 }, (_, nth) => {
    const x = round(plot.left + (nth / 4) * (width - plot.left - plot.right))
    return `<text x="${x}" y="${height - 8}" text-anchor="middle">${round((nth / 4) * minutes)} min</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>text{font:12px system-ui,sans-serif;fill:#444}.t{font-weight:600;fill:#111}.g{stroke:#8884}.l{fill:none;stroke-width:1.5}
@media (prefers-color-scheme:dark){text{fill:#bbb}.t{fill:#eee}}</style>
<text class="t" x="8" y="22">${title}</text>
${[...body, ...ticks].join('\n')}
</svg>
`
}

function drawPanel({ title, unit, lines }: Panel, samples: readonly Sample[], minutes: number, top: number): string {
  const most = niceAbove(Math.max(...lines.flatMap(({ value }) => samples.map(value))))
  const base = top + panelHeight - plot.bottom
  const x = (atMin: number) => round(plot.left + (atMin / minutes) * (width - plot.left - plot.right))
  const y = (value: number) => round(base - (value / most) * (panelHeight - plot.top - plot.bottom))
  const right = width - plot.right
  const grid = [0, most / 2, most].map(
    (value) =>
      `<line class="g" x1="${plot.left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text x="${plot.left - 6}" y="${y(value) + 4}" text-anchor="end">${round(value)}</text>`,
  )
  const drawn = lines.map(({ name, value }, nth) => {
    const points = samples.map((sample) => `${x(sample.atMin)},${y(value(sample))}`).join(' ')
    const key =
      name && `<text x="${right - 80 * (lines.length - nth)}" y="${top + 16}" style="fill:${inks[nth]}">${name}</text>`
    return `<polyline class="l" stroke="${inks[nth]}" points="${points}"/>${key}`
  })
  const heading = `<text x="${plot.left}" y="${top + 16}">${title}${unit === '' ? '' : `, ${unit}`}</text>`
  return [heading, ...grid, ...drawn].join('\n')
}

/** 1, 2 or 5 times a power of ten, or that times ten. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)))
  return ([1, 2, 5].find((step) => step * power >= value) ?? 10) * power
}
