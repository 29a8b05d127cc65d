import * as z from 'zod/mini'

/** By what the targets of a group are ordered. What needs attention always stands first, worst and longest first. */
export const sortKeys = ['name', 'state', 'latency', 'uptime', 'certificate'] as const
export type SortKey = (typeof sortKeys)[number]

/**
 * How a person wants the list. It is kept with the settings and not by the browser: a page of the headless host has
 * another address after every start, and one list may be looked at from two places.
 */
export const listPreferencesSchema = z.strictObject({
  groupBy: z.enum(['tag', 'none']),
  sortBy: z.enum(sortKeys),
  /** Names of the groups that are closed. */
  collapsed: z.array(z.string().check(z.maxLength(200))).check(z.maxLength(500)),
  /** Ids of the targets that stand before all others. */
  pinned: z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(1000)),
})
export type ListPreferences = z.infer<typeof listPreferencesSchema>

export const defaultListPreferences: ListPreferences = { groupBy: 'tag', sortBy: 'name', collapsed: [], pinned: [] }
