import * as z from 'zod/mini'
import { type DecisionRule, decisionRules } from '../contract/decisions.ts'
import { reasons } from '../contract/reasons.ts'
import type { Memory } from '../monitor/ports.ts'

const outageSchema = z.object({
  code: z.int(),
  reason: z.nullable(z.enum(reasons)),
  message: z.string(),
  /** The first failure, wall clock. */
  sinceMs: z.number(),
  /** How long it was up before, where somebody watched. */
  upForMs: z.nullable(z.number()),
  incidentId: z.nullable(z.string()),
})
/** A target that is down, as far as a notice says it. */
export type Outage = z.infer<typeof outageSchema>

const recoverySchema = z.object({
  message: z.string(),
  /** When it was up again, wall clock, and how long it had been down. */
  atMs: z.number(),
  downForMs: z.nullable(z.number()),
  incidentId: z.nullable(z.string()),
})
export type Recovery = z.infer<typeof recoverySchema>

const recordSchema = z.object({
  /** What is so. */
  down: z.nullable(outageSchema),
  recovery: z.nullable(recoverySchema),
  flapping: z.nullable(z.object({ changes: z.number(), withinMs: z.number() })),
  slow: z.nullable(z.object({ latencyMs: z.number(), limitMs: z.number() })),
  /** What a person takes to be so, from what was told. */
  told: z.object({ down: z.nullable(outageSchema), flapping: z.boolean(), slow: z.boolean() }),
  /** Why what is so was not told when it began. */
  held: z.nullable(z.enum(decisionRules)),
})

/** What is so of a target, and what was told of it; both outlive the program. */
export type AlertRecord = z.infer<typeof recordSchema> & { held: DecisionRule | null }

export const nothingTold: AlertRecord = {
  down: null,
  recovery: null,
  flapping: null,
  slow: null,
  told: { down: null, flapping: false, slow: false },
  held: null,
}

/** As earlier versions kept it: the code told last, and since when it was up or down. */
const codeToldSchema = z.object({ code: z.int(), sinceMs: z.number() })

/** What is remembered of a target; nothing where it cannot be read. */
export function readRecord(memory: Memory, targetId: string): AlertRecord {
  const kept = memory.get(targetId, 'told')
  const record = z.safeParse(recordSchema, kept)
  if (record.success) return record.data
  const { data: earlier } = z.safeParse(codeToldSchema, kept)
  if (!earlier || earlier.code === 0) return nothingTold
  const outage = { ...earlier, reason: null, message: '', upForMs: null, incidentId: null }
  return { ...nothingTold, down: outage, told: { ...nothingTold.told, down: outage } }
}

/** The records of all targets, kept in memory and written behind. */
export interface Records {
  of(targetId: string): AlertRecord
  set(targetId: string, record: AlertRecord): void
  /** Holds it no longer; it is still remembered. */
  letGo(targetId: string): void
}

export function createRecords(memory: Memory): Records {
  const all = new Map<string, AlertRecord>()

  function of(targetId: string): AlertRecord {
    const record = all.get(targetId) ?? readRecord(memory, targetId)
    all.set(targetId, record)
    return record
  }

  function set(targetId: string, record: AlertRecord): void {
    all.set(targetId, record)
    memory.set(targetId, 'told', record)
  }

  return {
    of,
    set,
    letGo: (targetId) => void all.delete(targetId),
  }
}
