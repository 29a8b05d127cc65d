import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let nowMs = Date.now()
let ticking: ReturnType<typeof setInterval> | null = null

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}

/** Ticks once a second, only while something shows a time and the page can be seen. */
function adjust(): void {
  const wanted = listeners.size > 0 && document.visibilityState === 'visible'
  if (wanted && ticking === null) {
    tick()
    ticking = setInterval(tick, 1000)
  } else if (!wanted && ticking !== null) {
    clearInterval(ticking)
    ticking = null
  }
}

document.addEventListener('visibilitychange', adjust)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  adjust()
  return () => {
    listeners.delete(listener)
    adjust()
  }
}

/**
 * A value that depends on the time, such as "4 s". The component renders again only when the value changes, so `derive`
 * answers a string, a number or null.
 */
export function useClock<T extends string | number | null>(derive: (nowMs: number) => T): T {
  return useSyncExternalStore(subscribe, () => derive(nowMs))
}
