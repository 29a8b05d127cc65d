import type { Reason } from '../../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../../electron/contract/result.ts'
import type { ProbeSpec } from '../../../electron/probes/spec.ts'
import type { Lab } from './lab.ts'

/** What a vector asks of the one result. */
export interface Expected {
  /** Null for a local fault; several where the system decides which. */
  code: number | null | readonly number[]
  /** Null for a success. Left out where it may differ. */
  reason?: Reason | null
  /** Bounds of the whole probe. Timers may fire up to 2 ms early, so that much is allowed at the lower one. */
  atLeastMs?: number
  underMs?: number
  /** Whatever else the row is about; it may use vitest's `expect`. */
  check?(result: ProbeResult): void | Promise<void>
}

/** One vector: a server that behaves in a certain way, how it is probed, and what must come out. */
export interface Row {
  /** As in the list of vectors; several rows may share one. */
  id: string
  title: string
  /** Texts that must appear nowhere in the result. */
  secrets?: readonly string[]
  /** Starts the servers, each handed to `lab.use`, and answers what to probe. */
  run(lab: Lab): ProbeSpec | Promise<ProbeSpec>
  expect: Expected
}
