import type { Clock, Timer } from '../monitor/ports.ts'
import type { TrayHost } from './tray-host.ts'

export interface TrayWatchDeps {
  clock: Pick<Clock, 'after'>
  find: () => Promise<TrayHost>
  /** Whether there is a place for the icon, once that is settled and whenever it changes. */
  onHost: (there: boolean) => void
  /** There is a new place: the icon that was there before may not have come back. */
  onNewHost: () => void
}

/** How often one that is there is looked for again, and how often one that is not. */
const lookEveryMs = { there: 60_000, none: 5000 }

/** At login the program may well be there before the panel is. */
const looksBeforeNone = 3

/**
 * Watches whether there is a place for tray icons, from now on. A panel that was restarted has a new owner on the bus;
 * Chromium means to put the icon back itself, and does not always.
 */
export function watchTrayHost({ clock, find, onHost, onNewHost }: TrayWatchDeps): { stop(): void } {
  let timer: Timer | null = null
  let stopped = false
  let told: boolean | null = null
  let owner: string | null = null
  let missed = 0

  async function look(): Promise<void> {
    const host = await find()
    if (stopped) return
    timer = clock.after(lookEveryMs[host.kind], () => void look())
    if (host.kind === 'none') missing()
    else found(host.owner)
  }

  function missing(): void {
    missed += 1
    if (told === false || missed < looksBeforeNone) return
    told = false
    onHost(false)
  }

  function found(now: string | null): void {
    // The first icon was made before anybody looked: one that found no host then has to be made again.
    const isNew = missed > 0 || (owner !== null && now !== null && now !== owner)
    missed = 0
    owner = now
    if (isNew) onNewHost()
    if (told === true) return
    told = true
    onHost(true)
  }

  void look()
  return {
    stop() {
      stopped = true
      timer?.cancel()
    },
  }
}
