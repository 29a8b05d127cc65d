import type { Clock, Timer } from '../monitor/ports.ts'
import type { Sight } from '../monitor/transition.ts'

/** How long this computer must be offline before it is worth telling. */
const offlineMs = 60_000

export type OfflineCause = Exclude<Extract<Sight, { kind: 'blind' }>['cause'], 'asleep'>

/** Watches how long this computer is offline. */
export interface OfflineWatch {
  see(sight: Sight): void
  stop(): void
}

/** `onLong` hears once of each stretch that lasts a minute, awake; `onEnd` when targets are judged again after such a one. */
export function createOfflineWatch(
  clock: Clock,
  onLong: (cause: OfflineCause) => void,
  onEnd: () => void,
): OfflineWatch {
  let cause: OfflineCause | null = null
  let timer: Timer | null = null
  let long = false

  function end(): void {
    timer?.cancel()
    timer = null
    cause = null
  }

  return {
    see(sight) {
      if (sight.kind === 'blind' && sight.cause !== 'asleep') {
        cause = sight.cause
        if (long) return
        timer ??= clock.after(offlineMs, () => {
          timer = null
          long = true
          if (cause) onLong(cause)
        })
        return
      }
      end()
      // Settling may end in being offline again.
      if (sight.kind !== 'seeing' || !long) return
      long = false
      onEnd()
    },
    stop: end,
  }
}
