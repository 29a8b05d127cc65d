import type { AlertSettings } from '../contract/alert-settings.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { About, Decisions } from './decisions.ts'
import { createWindows } from './gather-windows.ts'
import type { News, NewsKind } from './news.ts'
import { createRate } from './rate.ts'
import type { Tellable } from './tellables.ts'

/** Notices in any minute; what is beyond is told in one when there is room again. */
const most = 10
const perMs = 60_000

/** What ends by the wall clock, which can jump, and which no timer counts in a sleep: look at least this often. */
const wallCheckMs = 30_000

/** What has ended by one clock may not have by the other: never look in a circle. */
const soonestMs = 100

/** How long a parent may take to show whether it is down. */
const parentMs = 30_000

/** How often it is looked whether what a window waits for has come. */
const lookMs = 1000

export interface DeskDeps {
  clock: Clock
  settings: () => Pick<AlertSettings, 'gatherMs'>
  decisions: Decisions
  /** What there is to tell under this key now; null for nothing. */
  find: (key: string) => Tellable | null
  /** Keys under which there may be something. */
  keys: () => Iterable<string>
  /**
   * How long a window with these in it, open since then (monotonic), may stay open for others, in milliseconds; 0 when
   * there are none.
   */
  mayJoinMs: (kind: NewsKind, keys: readonly string[], openedMs: number) => number
  send: (news: readonly [News, ...News[]], abouts: readonly About[]) => void
}

/** Where what is to be told waits for company, for the end of what speaks against it, and for room. */
export interface Desk {
  /** Something about it is other than before. */
  look(key: string): void
  /** Anything may be. */
  lookAll(): void
  /** Looks at all again after so long, if not earlier. */
  lookIn(delayMs: number): void
  /** It waits no more. */
  drop(key: string): void
  /** Whether it waits for company, or for room. */
  waits(key: string): boolean
  stop(): void
}

export function createDesk(deps: DeskDeps): Desk {
  const { clock, decisions } = deps
  const windows = createWindows()
  const rate = createRate(most, perMs)
  const overflow = new Set<string>()
  let timer: Timer | null = null
  let timerMs = Infinity
  let stopped = false

  /**
   * What there is to tell now and nothing speaks against; the rest is held, given up or left to wait. `ending`: the window
   * in which it waited ends.
   */
  function judge(key: string, ending = false): Tellable | null {
    const one = deps.find(key)
    const joinedMs = windows.joinedMs(key)
    if (!one || (!one.ready && joinedMs === undefined)) {
      windows.leave(key)
      return null
    }
    const nowMs = clock.monotonicMs()
    const objection = one.objection(joinedMs !== undefined && nowMs - joinedMs >= parentMs)
    if (!objection) {
      if (one.ready) return one
      // A recovery that is yet to be seen again looks for company then; a failure waits no longer than it has to.
      if (ending && one.kind === 'up') windows.leave(key)
      return null
    }
    if (objection.kind === 'wait') {
      windows.wait(key, one.kind, nowMs)
      lookIn((windows.joinedMs(key) ?? nowMs) + parentMs - nowMs)
      return null
    }
    windows.leave(key)
    if (objection.kind === 'never') {
      decisions.suppressed(one.about, objection.rule)
      one.told()
      return null
    }
    if (one.held !== objection.rule) {
      decisions.suppressed(one.about, objection.rule, objection.params)
      one.hold(objection.rule)
    }
    const restMs = objection.untilMs === null ? wallCheckMs : objection.untilMs - clock.wallMs()
    lookIn(Math.min(wallCheckMs, Math.max(soonestMs, restMs)))
    return null
  }

  function look(key: string): void {
    if (overflow.has(key)) return
    const one = judge(key)
    if (!one) return
    const nowMs = clock.monotonicMs()
    windows.join(key, one.kind, nowMs, deps.settings().gatherMs)
    lookIn((windows.nextMs() ?? nowMs) - nowMs)
  }

  function lookIn(delayMs: number): void {
    const dueMs = clock.monotonicMs() + Math.max(0, delayMs)
    if (stopped || timerMs <= dueMs) return
    timer?.cancel()
    timerMs = dueMs
    timer = clock.after(Math.max(0, delayMs), () => {
      timerMs = Infinity
      lookAll()
    })
  }

  function lookAll(): void {
    if (stopped) return
    for (const key of Array.from(deps.keys())) look(key)
    const nowMs = clock.monotonicMs()
    makeRoom(nowMs)
    for (const { ids } of windows.takeDue(nowMs, (...window) => endMs(nowMs, ...window))) {
      tell(
        ids.flatMap((key) => judge(key, true) ?? []),
        nowMs,
      )
    }
    const nextMs = windows.nextMs()
    if (nextMs !== null) lookIn(nextMs - nowMs)
    if (overflow.size > 0) lookIn(rate.freeMs(nowMs) - nowMs)
  }

  function endMs(nowMs: number, kind: NewsKind, keys: readonly string[], plannedMs: number): number {
    const openedMs = plannedMs - deps.settings().gatherMs
    return Math.min(plannedMs + deps.mayJoinMs(kind, keys, openedMs), nowMs + lookMs)
  }

  function makeRoom(nowMs: number): void {
    if (overflow.size === 0 || rate.freeMs(nowMs) > nowMs) return
    const keys = [...overflow]
    overflow.clear()
    tell(
      keys.flatMap((key) => judge(key) ?? []),
      nowMs,
    )
  }

  function tell(all: readonly Tellable[], nowMs: number): void {
    const [first, ...others] = all
    if (!first) return
    for (const { key } of all) windows.leave(key)
    if (overflow.size > 0 || !rate.take(nowMs)) {
      for (const { key, about } of all) {
        overflow.add(key)
        decisions.suppressed(about, 'rate-limit')
      }
      return
    }
    deps.send(
      [first.news(), ...others.map((one) => one.news())],
      all.map(({ about }) => about),
    )
    for (const one of all) {
      if (others.length === 0) decisions.told(one.about)
      else decisions.gathered(one.about, all.length)
      one.told()
    }
  }

  return {
    look,
    lookAll,
    lookIn,
    drop(key) {
      windows.leave(key)
      overflow.delete(key)
    },
    waits: (key) => overflow.has(key) || windows.joinedMs(key) !== undefined,
    stop() {
      stopped = true
      timer?.cancel()
    },
  }
}
