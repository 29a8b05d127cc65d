import * as z from 'zod/mini'

const placeSchema = z.object({
  file: z.string(),
  /** From 1; null where the whole file is meant. */
  line: z.nullable(z.int()),
})

/** Something to say about a file, with what to do about it. */
export const importRemarkSchema = z.extend(placeSchema, { message: z.string() })
export type ImportRemark = z.infer<typeof importRemarkSchema>

export const importActions = ['add', 'change', 'same', 'skip'] as const
export type ImportAction = (typeof importActions)[number]

/** What importing would do with one target of the files. */
export const importItemSchema = z.extend(placeSchema, {
  id: z.string(),
  /** The address as one line, without credentials. */
  address: z.string(),
  name: z.string(),
  action: z.enum(importActions),
  /** What would be other than before, in words that hold no secret, such as `interval 15 s → 30 s`. */
  changes: z.array(z.string()),
  /** Why it is left out; null unless it is. */
  why: z.nullable(z.string()),
})
export type ImportItem = z.infer<typeof importItemSchema>

export const importPlanSchema = z.object({
  items: z.array(importItemSchema),
  /** What is read otherwise than its author may expect. Nothing is changed silently. */
  warnings: z.array(importRemarkSchema),
  /** What could not be read; the rest can be imported all the same. */
  errors: z.array(importRemarkSchema),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

/** How many targets each thing happened to. */
export const importDoneSchema = z.object({ added: z.int(), changed: z.int(), same: z.int(), skipped: z.int() })
export type ImportDone = z.infer<typeof importDoneSchema>
