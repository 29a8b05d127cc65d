/** The colours and fonts a canvas is painted with, taken from the page's tokens, since a canvas knows no CSS variables. */
export interface Ink {
  ink: string
  quiet: string
  line: string
  ground: string
  sunken: string
  gap: string
  gapLine: string
  median: string
  band: string
  edge: string
  fail: Record<'reach' | 'silent' | 'answer', string>
  family: string
}

/** Reads the colours that hold at an element. Registered custom properties (chart.css) answer as plain colours. */
export function readInk(element: Element): Ink {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(name).trim() || style.color
  return {
    ink: token('--ink'),
    quiet: token('--ink-2'),
    line: token('--line'),
    ground: token('--bg'),
    sunken: token('--sunken'),
    gap: token('--gap'),
    gapLine: token('--gap-line'),
    median: token('--accent'),
    band: token('--accent-band'),
    edge: token('--accent-2'),
    fail: { reach: token('--fail-reach'), silent: token('--fail-silent'), answer: token('--fail-answer') },
    family: style.fontFamily,
  }
}

const schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']

/** Calls when the colours of the page may be others. Returns how to stop. */
export function onInkChange(listener: () => void): () => void {
  const queries = schemes.map((query) => window.matchMedia(query))
  for (const query of queries) query.addEventListener('change', listener)
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
    observer.disconnect()
  }
}
