/** A straight line through the lowest values of stretches of a series, and how sure it is. */
export interface Slope {
  /** Per minute, in the series' unit. */
  perMin: number
  /** Of that, one standard error. */
  errorPerMin: number
  /** Whether the series may as well not grow at all: at 99 %, one-sided, or by less than can be told. */
  isZero: boolean
}

/** What comes first is filling caches, and compiling. */
const warmUp = 1 / 2

/**
 * What is under way at a moment is no growth, so of each stretch the lowest value counts, as one observation: neighbours
 * resemble each other.
 */
const stretches = 12

/** Student's t for 10 degrees of freedom, one-sided 99 %. */
const t99 = 2.764

/** Over all of the stretches: what compiling one more function and filling one more table amount to. */
const leastShare = 0.01

export function slopeOf(points: readonly { atMin: number; value: number }[]): Slope {
  const kept = points.slice(Math.floor(points.length * warmUp))
  const size = Math.floor(kept.length / stretches)
  if (size < 1) throw new TypeError(`${points.length} samples are too few to tell a slope`)
  const lows = Array.from({ length: stretches }, (_, nth) => {
    const from = kept.length - (stretches - nth) * size
    const some = kept.slice(from, from + size)
    return { x: mean(some.map(({ atMin }) => atMin)), y: Math.min(...some.map(({ value }) => value)) }
  })
  const [middleX, middleY] = [mean(lows.map(({ x }) => x)), mean(lows.map(({ y }) => y))]
  const spread = sum(lows.map(({ x }) => (x - middleX) ** 2))
  const perMin = sum(lows.map(({ x, y }) => (x - middleX) * (y - middleY))) / spread
  const residual = sum(lows.map(({ x, y }) => (y - middleY - perMin * (x - middleX)) ** 2))
  const errorPerMin = Math.sqrt(residual / (stretches - 2) / spread)
  const growth = perMin * ((lows.at(-1)?.x ?? 0) - (lows[0]?.x ?? 0))
  return { perMin, errorPerMin, isZero: perMin <= t99 * errorPerMin || growth < leastShare * middleY }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
