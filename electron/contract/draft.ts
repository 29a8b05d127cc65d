import * as z from 'zod/mini'
import { probeResultSchema } from './result.ts'
import { savedTargetSchema, targetConfigSchema } from './target-config.ts'

const id = z.string().check(z.minLength(1), z.maxLength(128))

/**
 * A target as it is being written. Its references are those of `source`, which never left the host, or names of
 * `secrets`, which were typed just now.
 */
export const draftSchema = z.strictObject({
  target: savedTargetSchema,
  /** In the clear, by reference. They go to the host and never come back. */
  secrets: z.record(z.string().check(z.maxLength(128)), z.string().check(z.maxLength(65_536))),
  /** The target it was made from, also one that was removed or that comes from a file. */
  source: z.nullable(id),
})
export type Draft = z.infer<typeof draftSchema>

/** What is wrong with an option, which only the host can say; `option` is a path such as `expectHeaders.0.regex`. */
export const draftFaultSchema = z.object({ option: z.string(), message: z.string() })
export type DraftFault = z.infer<typeof draftFaultSchema>

/** Names one test of a page, so that the next of the same name takes its place. */
const key = z.string().check(z.minLength(1), z.maxLength(64))

export const draftRequests = {
  /** The options of a target, secrets as references. */
  'targets:get': { request: z.strictObject({ id }), response: z.object({ target: targetConfigSchema }) },
  /** Adds a draft, or with an id puts it in place of that target of one's own. With faults nothing was changed. */
  'targets:save': {
    request: z.strictObject({ draft: draftSchema, id: z.nullable(id) }),
    response: z.object({ id: z.nullable(id), faults: z.array(draftFaultSchema) }),
  },
  /** Probes what is not saved yet, once. The result is null where faults keep it from being probed. */
  'targets:test': {
    request: z.strictObject({
      key,
      of: z.union([z.strictObject({ line: z.string().check(z.maxLength(4096)) }), draftSchema]),
    }),
    response: z.object({ result: z.nullable(probeResultSchema), faults: z.array(draftFaultSchema) }),
  },
  /** Ends a test, whose result nobody waits for any more. */
  'targets:test-stop': { request: z.strictObject({ key }), response: z.strictObject({}) },
  /** Opens a target's page in the person's browser, where the host has one; a page in a browser does so itself. */
  'targets:open': { request: z.strictObject({ id }), response: z.strictObject({}) },
}
