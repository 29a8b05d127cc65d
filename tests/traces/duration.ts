const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** A time since the trace began, or a duration: `90s`, `1h30m`, `10m2s500ms`, `-1h`. */
export type Time = string

/** In milliseconds. Throws on anything else, so that a slip in a trace is no wrong trace. */
export function ms(time: Time): number {
  const parts = [...time.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  const sign = time.startsWith('-') ? -1 : 1
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== time.replace(/^-/, '')) {
    throw new TypeError(`"${time}" is no time; write it as 90s or 1h30m`)
  }
  return sign * parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? Number.NaN), 0)
}

/** As a person would write it in a trace. */
export function time(durationMs: number): Time {
  if (durationMs < 0) return `-${time(-durationMs)}`
  let rest = Math.round(durationMs)
  let text = ''
  for (const [unit, durationMs] of Object.entries(unitMs)) {
    const count = Math.floor(rest / durationMs)
    if (count > 0) text += `${count}${unit}`
    rest -= count * durationMs
  }
  return text === '' ? '0s' : text
}
