/**
 * Quantiles that merge: each value is counted in a bucket whose edges grow by a constant factor, so that the middle of a
 * bucket is off by at most `relativeError` from any value in it, and sketches are added bucket by bucket without
 * becoming less exact. Masson, Rim, Lee: DDSketch (VLDB 2019). Values are microseconds.
 */
export const relativeError = 0.02

const growth = (1 + relativeError) / (1 - relativeError)
const logGrowth = Math.log(growth)

/** Up to 24 hours, the longest any probe takes. */
export const bucketCount = Math.ceil(Math.log(86_400_000_000) / logGrowth) + 1

/** The bucket of a value; under a microsecond all is one. */
export function bucketOf(valueUs: number): number {
  if (valueUs <= 1) return 0
  return Math.min(Math.ceil(Math.log(valueUs) / logGrowth), bucketCount - 1)
}

/** The value that is off by the same part from both edges of a bucket. */
export function valueOf(bucket: number): number {
  return (2 * growth ** bucket) / (growth + 1)
}
