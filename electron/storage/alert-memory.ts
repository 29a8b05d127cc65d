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
    z.object({ code: z.int(), sinceMs: z.number(), certificates: z.record(z.string(), z.number()) }),
  ),
})

/** How long a change may wait for others before it is saved. A crash within it repeats one notification at most. */
const saveAfterMs = 500

/**
 * Keeps in `path` what was told. A file that cannot be read is put aside and all is taken as untold: a notification too
 * many rather than one too few. `onError` hears of saves that failed; the next change tries again.
 */
export function openAlertMemory(path: string, clock: Clock, onError: (message: string) => void): OpenedAlertMemory {
  const { told, notices } = load(path, clock)
  let timer: Timer | null = null
  let dirty = false
  let saving: Promise<void> = Promise.resolve()

  async function save(): Promise<void> {
    if (!dirty) return
    dirty = false
    try {
      await writeFileAtomically(path, JSON.stringify({ schemaVersion: 1, told: Object.fromEntries(told) }))
    } catch (error) {
      dirty = true
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
    timer ??= clock.after(saveAfterMs, () => void flush())
  }

  return {
    notices,
    close: flush,
    memory: {
      get: (id) => told.get(id),
      set: (id, value) => {
        told.set(id, value)
        changed()
      },
      delete: (id) => {
        if (told.delete(id)) changed()
      },
    },
  }
}

function load(path: string, clock: Clock): { told: Map<string, ToldTarget>; notices: Notice[] } {
  try {
    const state = z.parse(stateSchema, JSON.parse(readFileSync(path, 'utf8')))
    return { told: new Map(Object.entries(state.told)), notices: [] }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { told: new Map(), notices: [] }
    const aside = setAside(path, 'corrupt', new Date(clock.wallMs()))
    const params: Notice['params'] = aside.ok
      ? { path: aside.path, original: path }
      : { path, reason: `${aside.message}.` }
    return {
      told: new Map(),
      notices: [{ id: 'state', severity: 'warning', code: 'state-set-aside', params }],
    }
  }
}
