import type { RequestChannel } from '../../electron/contract/channels.ts'
import type { RequestOf } from '../../electron/contract/schemas.ts'
import type { Timer } from '../../electron/monitor/ports.ts'
import type { ConfigFolder } from './config-folder.ts'
import type { FastClock } from './fast-clock.ts'
import type { Journal } from './journal.ts'
import { protocolOf } from './lab-messages.ts'
import { type NotifierMode, notifierModes } from './notifier.ts'
import { extraPath, type Observer } from './observer.ts'
import type { Program } from './program.ts'
import type { Random } from './random.ts'

/** What a person, a machine and a desktop do to the program, at random, until it is ended. */
export interface Upsets {
  notifierMode(): NotifierMode
  /** How often each was done. */
  counts: Readonly<Record<string, number>>
  /** Puts everything right again. */
  end(): void
}

const second = 1000
const minute = 60 * second

/** How long what was done to a target may show in what is told of it. */
const aftermathMs = 3 * minute

export function startUpsets(deps: {
  clock: FastClock
  program: Program
  observer: Pick<Observer, 'serverOf' | 'forgotten'>
  journal: Journal
  random: Random
  folder: ConfigFolder
  ports: readonly number[]
  /** Numbers of the servers whose targets are a person's own, and of those in files. */
  own: readonly number[]
  filed: readonly number[]
  onFault: (fault: string) => void
}): Upsets {
  const { clock, program, observer, journal, random, folder } = deps
  const timers = new Set<Timer>()
  const counts: Record<string, number> = {}
  /** Removed, and to be restored. */
  const away = new Set<string>()
  let mode: NotifierMode = 'works'
  let ended = false
  let round = 0
  let left: ReadonlySet<number> = new Set()

  function later(delayMs: number, what: () => void): void {
    if (ended) return
    const timer = clock.after(delayMs, () => {
      timers.delete(timer)
      what()
    })
    timers.add(timer)
  }

  /** Again and again, once in `meanMs` on average. */
  function often(name: string, meanMs: number, what: () => void): void {
    later(random.waitMs(meanMs), () => {
      counts[name] = (counts[name] ?? 0) + 1
      what()
      often(name, meanMs, what)
    })
  }

  async function ask<C extends RequestChannel>(channel: C, request: RequestOf<C>): Promise<void> {
    const answer = await program.portlight.handle(channel, request)
    if (!answer.ok && !ended) deps.onFault(`${channel}: ${answer.message}`)
  }

  function spoil(nth: number, forMs: number): void {
    const fromMs = clock.monotonicMs()
    journal.add({ kind: 'spoilt', nth, fromMs: fromMs - minute, toMs: fromMs + forMs + aftermathMs })
  }

  function anyOwn(): { nth: number; id: string } | null {
    const nth = deps.own[random.below(deps.own.length)] ?? 0
    const id = `target-${nth}`
    return observer.serverOf(id) === undefined ? null : { nth, id }
  }

  function withOwn(what: (nth: number, id: string) => void): () => void {
    return () => {
      const found = anyOwn()
      if (found) what(found.nth, found.id)
    }
  }

  function restore(id: string): void {
    away.delete(id)
    void ask('targets:restore', { ids: [id] })
  }

  function until(durationMs: number): string {
    return new Date(clock.wallMs() + durationMs).toISOString()
  }

  often('targets edited', 50 * second, () => {
    const found = anyOwn()
    if (!found) return
    spoil(found.nth, 0)
    const change = { latencyLimitMs: 1 + random.below(1000) }
    program.settings.change((before) => ({
      ...before,
      targets: before.targets.map((target) => (target.id === found.id ? { ...target, ...change } : target)),
    }))
    const edited = program.settings.current.targets.find(({ id }) => id === found.id)
    if (edited) program.portlight.monitor.update(edited)
  })
  often(
    'targets removed and restored',
    2 * minute,
    withOwn((nth, id) => {
      const awayMs = random.between(1, 9) * minute
      spoil(nth, awayMs)
      away.add(id)
      void ask('targets:remove', { ids: [id] })
      later(awayMs, () => restore(id))
    }),
  )
  often('targets added for a while', 4 * minute, () => {
    const path = `${extraPath}${counts['targets added for a while']}`
    const port = deps.ports[deps.own.find((nth) => protocolOf(nth) === 'http') ?? 0]
    void ask('targets:add', { line: `http://127.0.0.1:${port}${path}` })
    later(random.between(1, 15) * minute, () => {
      const added = program.portlight.monitor.targets().find(({ target }) => target.endsWith(path))
      if (!added) return deps.onFault(`${path} was not added`)
      void ask('targets:remove', { ids: [added.id] })
      observer.forgotten(added.id)
    })
  })
  often(
    'targets paused',
    3 * minute,
    withOwn((nth, id) => {
      const pausedMs = random.between(0.5, 5) * minute
      spoil(nth, pausedMs)
      void ask('targets:pause', { ids: [id], until: until(pausedMs) })
    }),
  )
  often(
    'targets snoozed',
    3 * minute,
    withOwn((nth, id) => {
      const snoozedMs = random.between(1, 20) * minute
      spoil(nth, snoozedMs)
      void ask('targets:snooze', { scope: { kind: 'target', id }, until: until(snoozedMs) })
    }),
  )
  often(
    'targets probed at once',
    20 * second,
    withOwn((_nth, id) => void ask('targets:probe', { ids: [id] })),
  )
  often('files reloaded', 6 * minute, () => {
    round += 1
    left = new Set(deps.filed.filter(() => random.next() < 0.1))
    for (const nth of deps.filed) spoil(nth, left.has(nth) ? 30 * minute : 0)
    folder.write(left, String(round))
  })
  often('sleeps announced', 15 * minute, () => {
    program.announce.suspend()
    clock.sleep(random.between(1, 60) * minute)
    program.announce.resume()
  })
  often('sleeps unannounced', 40 * minute, () => clock.sleep(random.between(1, 60) * minute))
  often('networks lost', 25 * minute, () => {
    program.announce.online(false)
    later(random.between(5, 90) * second, () => program.announce.online(true))
  })
  often('notifier failures', 10 * minute, () => {
    mode = notifierModes[random.below(notifierModes.length)] ?? 'works'
    later(random.between(10, 60) * second, () => {
      mode = 'works'
    })
  })

  return {
    notifierMode: () => mode,
    counts,
    end() {
      ended = true
      for (const timer of timers) timer.cancel()
      for (const id of away) restore(id)
      mode = 'works'
      program.announce.online(true)
    },
  }
}
