const beatMs = 10
/** A beat that comes later than this came to a process that had no processor, or was making up cases. */
const longestBeatMs = 20

let countedMs = 0
let lastMs = performance.now()

setInterval(() => {
  const nowMs = performance.now()
  countedMs += Math.min(nowMs - lastMs, longestBeatMs)
  lastMs = nowMs
}, beatMs).unref()

/**
 * Milliseconds in which the event loop was turning. A machine shared with others stands still for half a second now and
 * then; no probe can end during that, and none is to blame.
 */
export function awakeMs(): number {
  return countedMs + Math.min(performance.now() - lastMs, longestBeatMs)
}
