import type { Uptime } from '../contract/history.ts'

/** `99.95 % of 71 % observed`, or `not observed`. Rounded down: 100 stands only where nothing failed. */
export function observedText({ uptime, coverage }: Uptime): string {
  if (uptime === null) return 'not observed'
  const percent = Math.floor(coverage * 100 + 1e-6)
  return `${percentText(uptime)} of ${percent === 0 ? '<1' : percent} % observed`
}

function percentText(share: number): string {
  // A hundredth of a per cent is 1e-4; the nudge undoes what binary fractions lose of 0.9995.
  return share >= 1 ? '100 %' : `${(Math.floor(share * 1e4 + 1e-6) / 100).toFixed(2)} %`
}
