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

/** Parts of the settings that a file of Portlight's own holds beside its targets. */
export const settingsParts = [
  'preferences',
  'alerts',
  'retention',
  'network',
  'metrics',
  'desktop',
  'followed',
] as const
export type SettingsPart = (typeof settingsParts)[number]

export const importPlanSchema = z.object({
  /** Those that would be other than now. */
  settings: z.array(z.enum(settingsParts)),
  items: z.array(importItemSchema),
  /** What is read otherwise than its author may expect. Nothing is changed silently. */
  warnings: z.array(importRemarkSchema),
  /** What could not be read; the rest can be imported all the same. */
  errors: z.array(importRemarkSchema),
})
export type ImportPlan = z.infer<typeof importPlanSchema>

/** How many targets each thing happened to. */
export const importDoneSchema = z.object({
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  skipped: z.int(),
  /** Parts of the settings that were taken over. */
  settings: z.int(),
  /** What could not be taken over, in words. */
  problems: z.array(z.string()),
})
export type ImportDone = z.infer<typeof importDoneSchema>

/** An import that can still be taken back. */
export const lastImportSchema = z.object({
  id: z.string(),
  /** ISO 8601. */
  at: z.string(),
  ...importDoneSchema.shape,
})
export type LastImport = z.infer<typeof lastImportSchema>

/** What taking an import back did: what a person changed since is kept. */
export const undoneSchema = z.object({ removed: z.int(), restored: z.int(), kept: z.int() })
export type Undone = z.infer<typeof undoneSchema>

/** How far what takes long is; of the same unit. */
export const progressSchema = z.object({ done: z.number(), total: z.number() })
export type Progress = z.infer<typeof progressSchema>
