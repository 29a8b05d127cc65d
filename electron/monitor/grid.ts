/**
 * A target's due times lie on a grid: one origin plus whole intervals. Neither a slow probe nor a late timer moves it, so
 * an hour at 15 s has 240 slots whatever happens. Times are monotonic milliseconds.
 *
 * Given a slot that is due, answers the last slot at or before `nowMs`: the slots between the two were missed.
 */
export function latestSlotMs(dueMs: number, intervalMs: number, nowMs: number): number {
  return dueMs + Math.floor((nowMs - dueMs) / intervalMs) * intervalMs
}

/** New targets and first rounds begin at this rate at most: a hundred at once bend every measured time by 0.1-0.4 s. */
const beginningsPerSecond = 200
const spacingMs = 1000 / beginningsPerSecond

/**
 * How long after the start target `index` of `count` begins its grid. The first round spreads evenly over the shorter
 * of the interval and `count`/200 s, each target at a random place (`random` in [0, 1)) of its own share.
 */
export function firstRoundDelayMs(index: number, count: number, intervalMs: number, random: number): number {
  return (Math.min(intervalMs, count * spacingMs) * (index + random)) / count
}

/**
 * Says when a target that is added, changed or resumed while others run begins its grid: at once, and in a crowd each
 * 5 ms after the one before, wrapped into the interval as in the first round.
 */
export function createAdmission(): (nowMs: number, intervalMs: number, random: number) => number {
  let nextMs = -Infinity
  return (nowMs, intervalMs, random) => {
    const slotMs = Math.max(nowMs, nextMs)
    nextMs = slotMs + spacingMs
    return nowMs + ((slotMs - nowMs + random * spacingMs) % intervalMs)
  }
}
