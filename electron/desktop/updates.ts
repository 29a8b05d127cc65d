import { desktopDefaults, type UpdateState } from '../contract/desktop.ts'
import type { Notice } from '../contract/snapshot.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { Download } from './download-text.ts'
import { compareVersions, readFeed } from './update-feed.ts'

export interface UpdatesDeps {
  clock: Pick<Clock, 'after' | 'wallMs'>
  settings: Pick<SettingsStore, 'current'>
  /** Of the running program. */
  version: string
  /** Gets the feed; it must resolve soon after the signal fires. */
  download: (address: string, signal: AbortSignal) => Promise<Download>
  notices: { raise(notice: Notice): void; drop(id: string): void }
}

export interface Updates {
  state(): UpdateState
  /** Looks now, unless nobody is to be asked. Joins a look that is under way. */
  check(): Promise<void>
  /** Begins, or begins anew when the settings name another feed. */
  follow(): void
  stop(): void
}

/** Asked more often, nobody would have the news sooner in any way that matters. */
export const checkEveryMs = 24 * 3_600_000

/** The first look leaves the start of the session, when everything wants the network, alone. */
export const firstCheckMs = 10 * 60_000

const answerWithinMs = 20_000
const noticeId = 'update'

/** Looks once a day whether the feed the person named tells of a newer release. It installs nothing. */
export function createUpdates({ clock, settings, version, download, notices }: UpdatesDeps): Updates {
  let followed: string | null = null
  let state: UpdateState = { kind: 'unknown' }
  let timer: Timer | null = null
  let running: { controller: AbortController; done: Promise<void> } | null = null

  function schedule(delayMs: number): void {
    timer?.cancel()
    timer = clock.after(delayMs, () => {
      schedule(checkEveryMs)
      void check()
    })
  }

  async function look(address: string, signal: AbortSignal): Promise<void> {
    const got = await download(address, signal)
    // Somebody named another feed meanwhile.
    if (signal.aborted && followed !== address) return
    const checkedAt = new Date(clock.wallMs()).toISOString()
    const read = got.ok ? readFeed(got.text) : got
    if (!read.ok) {
      state = { kind: 'failed', checkedAt, reason: read.reason }
      return
    }
    const { release } = read
    if (compareVersions(release.version, version) <= 0) {
      state = { kind: 'current', checkedAt }
      notices.drop(noticeId)
      return
    }
    state = { kind: 'newer', checkedAt, ...release }
    const params = { version: release.version }
    notices.raise({ id: noticeId, severity: 'info', code: 'update-available', params })
  }

  async function check(): Promise<void> {
    if (running) return running.done
    if (followed === null) return
    const controller = new AbortController()
    const deadline = clock.after(answerWithinMs, () => controller.abort())
    const mine = { controller, done: look(followed, controller.signal) }
    running = mine
    await mine.done
    deadline.cancel()
    if (running === mine) running = null
  }

  function stop(): void {
    timer?.cancel()
    timer = null
    running?.controller.abort()
    running = null
  }

  return {
    state: () => state,
    check,
    follow() {
      const { updateFeed } = settings.current.desktop ?? desktopDefaults
      if (updateFeed === followed) return
      stop()
      followed = updateFeed
      state = { kind: 'unknown' }
      notices.drop(noticeId)
      if (followed !== null) schedule(firstCheckMs)
    },
    stop,
  }
}
