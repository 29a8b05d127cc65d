import * as z from 'zod/mini'
import type { EventChannel, RequestChannel } from './channels.ts'
import { importDoneSchema, importPlanSchema } from './import.ts'
import { preferencesSchema } from './settings.ts'
import { deltaSchema, snapshotSchema } from './snapshot.ts'
import './validation.ts'

const nothing = z.strictObject({})
const id = z.string().check(z.minLength(1), z.maxLength(128))
/** The targets meant, or null for all of them. */
const some = z.strictObject({ ids: z.nullable(z.array(id).check(z.maxLength(100_000))) })

/** As a person writes it: absolute, or below the home directory with `~/`. */
const path = z.string().check(z.minLength(1), z.maxLength(4096))
const paths = z.array(path).check(z.minLength(1), z.maxLength(100))

/** Request and response of every channel; a channel without an entry does not compile. */
export const contract = {
  'snapshot:get': { request: nothing, response: snapshotSchema },
  /** Adds a target of one's own from one line of the target grammar. */
  'targets:add': {
    request: z.strictObject({ line: z.string().check(z.maxLength(4096)), name: z.optional(z.string()) }),
    response: z.object({ id }),
  },
  'targets:remove': { request: z.strictObject({ id }), response: nothing },
  /** Takes back a removal made in this run of the program. */
  'targets:restore': { request: z.strictObject({ id }), response: nothing },
  /** `until` is ISO 8601, or null for good. */
  'targets:pause': {
    request: z.strictObject({ ids: some.shape.ids, until: z.nullable(z.iso.datetime()) }),
    response: nothing,
  },
  'targets:resume': { request: some, response: nothing },
  /** Answers when the probes have been asked for, not when they have ended: results arrive as deltas. */
  'targets:probe': { request: some, response: nothing },
  'preferences:set': { request: z.partial(preferencesSchema), response: preferencesSchema },
  /** What importing these files or directories would do; nothing is changed. */
  'import:preview': { request: z.strictObject({ paths }), response: importPlanSchema },
  /** Imports what the preview listed under these ids; all of it when there are none. */
  'import:apply': {
    request: z.strictObject({ paths, ids: z.optional(z.array(id).check(z.maxLength(100_000))) }),
    response: importDoneSchema,
  },
  /** Answers with the path as it is kept, when its targets have been read. */
  'followed:add': { request: z.strictObject({ path }), response: z.object({ path: z.string() }) },
  'followed:remove': { request: z.strictObject({ path }), response: nothing },
  'notices:dismiss': { request: z.strictObject({ id }), response: nothing },
  /** Answers with the name of the adapter that took the notification. */
  'notifications:test': {
    request: nothing,
    response: z.object({ shown: z.boolean(), adapter: z.nullable(z.string()) }),
  },
  'window:hide': { request: nothing, response: nothing },
} satisfies Record<RequestChannel, { request: z.ZodMiniType; response: z.ZodMiniType }>

export type Contract = typeof contract
export type RequestOf<C extends RequestChannel> = z.infer<Contract[C]['request']>
export type ResponseOf<C extends RequestChannel> = z.infer<Contract[C]['response']>

/** Where in the popover to go, as asked by the tray menu or a notification. */
export const navigateSchema = z.discriminatedUnion('view', [
  z.object({ view: z.literal('list') }),
  z.object({ view: z.literal('settings') }),
  z.object({ view: z.literal('add') }),
  z.object({ view: z.literal('target'), id }),
])

export const events = { delta: deltaSchema, navigate: navigateSchema } satisfies Record<EventChannel, z.ZodMiniType>
export type EventOf<C extends EventChannel> = z.infer<(typeof events)[C]>

export const failureCodes = [
  'invalid-request',
  'invalid-target',
  'duplicate',
  'not-found',
  'read-only',
  'not-saved',
  'secret-unavailable',
  'unreadable',
  'unsupported',
  'disconnected',
  'internal',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** What every request answers. Handlers never throw across the border. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: FailureCode; message: string }

export const failureSchema = z.object({ ok: z.literal(false), code: z.enum(failureCodes), message: z.string() })
