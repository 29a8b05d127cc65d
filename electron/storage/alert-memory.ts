import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { Notice } from '../contract/snapshot.ts'
import type { AlertMemory, Clock, Timer, ToldTarget } from '../monitor/ports.ts'
import { writeFileAtomically } from './atomic-file.ts'
import { errorCode, errorReason } from './error-reason.ts'
import { setAside } from './set-aside.ts'

export interface OpenedAlertMemory {
  memory: AlertMemory
  notices: Notice[]
  /** Saves what is not saved yet. Nothing may be set afterwards. */
  close(): Promise<void>
}

const stateSchema = z.object({
  schemaVersion: z.literal(1),
  told: z.record(
    z.string(),
    z.object({
      code: z.int(),
      sinceMs: z.number(),
      certificates: z.record(z.string(), z.number()),
      /** When the target was last there; absent in older files. */
      seenMs: z.optional(z.number()),
    }),
  ),
})

/** How long a change may wait for others before it is saved. A crash within it repeats one notification at most. */
const saveAfterMs = 500

/** How long after a failed save the next is tried. */
const retryAfterMs = 30_000

const dayMs = 86_400_000

/** How long what was told of a target that is not there is kept: a followed folder may only be out of reach for now. */
const keptMs = 90 * dayMs

interface Entry {
  told: ToldTarget
  seenMs: number
}

/**
 * Keeps in `path` what was told. A file that cannot be read is put aside and all is taken as untold: a notification too
 * many rather than one too few. `onError` hears of saves that failed; each is tried again.
 */
export function openAlertMemory(path: string, clock: Clock, onError: (message: string) => void): OpenedAlertMemory {
  const { entries, notices } = load(path, clock)
  let timer: Timer | null = null
  let closed = false
  let dirty = false
  let saving: Promise<void> = Promise.resolve()

  async function save(): Promise<void> {
    if (!dirty) return
    dirty = false
    const told = Object.fromEntries(Array.from(entries, ([id, entry]) => [id, { ...entry.told, seenMs: entry.seenMs }]))
    try {
      await writeFileAtomically(path, JSON.stringify({ schemaVersion: 1, told }))
    } catch (error) {
      dirty = true
      if (!closed) saveAfter(retryAfterMs)
      onError(`${path} could not be saved: ${errorReason(error)}`)
    }
  }

  function flush(): Promise<void> {
    timer?.cancel()
    timer = null
    saving = saving.then(save)
    return saving
  }

  function changed(): void {
    dirty = true
    saveAfter(saveAfterMs)
  }

  function saveAfter(delayMs: number): void {
    timer ??= clock.after(delayMs, () => void flush())
  }

  return {
    notices,
    close() {
      closed = true
      return flush()
    },
    memory: {
      get: (id) => entries.get(id)?.told,
      set(id, told) {
        entries.set(id, { told, seenMs: clock.wallMs() })
        changed()
      },
      seen(id) {
        const entry = entries.get(id)
        // Once a day will do; the clock may also have been set back.
        if (!entry || Math.abs(clock.wallMs() - entry.seenMs) < dayMs) return
        entry.seenMs = clock.wallMs()
        changed()
      },
      delete(id) {
        if (entries.delete(id)) changed()
      },
    },
  }
}

function load(path: string, clock: Clock): { entries: Map<string, Entry>; notices: Notice[] } {
  const nowMs = clock.wallMs()
  try {
    const state = z.parse(stateSchema, JSON.parse(readFileSync(path, 'utf8')))
    const all = Object.entries(state.told).map(([id, { seenMs = nowMs, ...told }]) => [id, { told, seenMs }] as const)
    return { entries: new Map(all.filter(([, { seenMs }]) => nowMs - seenMs <= keptMs)), notices: [] }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { entries: new Map(), notices: [] }
    const aside = setAside(path, 'corrupt', new Date(nowMs))
    const params: Notice['params'] = aside.ok
      ? { path: aside.path, original: path }
      : { path, reason: `${aside.message}.` }
    return {
      entries: new Map(),
      notices: [{ id: 'state', severity: 'warning', code: 'state-set-aside', params }],
    }
  }
}
