import * as z from 'zod/mini'
import { alertSettingsSchema, snoozeSchema } from './alert-settings.ts'
import type { EventChannel, RequestChannel } from './channels.ts'
import { decisionSchema } from './decisions.ts'
import { desktopChangeSchema, desktopViewSchema } from './desktop.ts'
import { draftRequests } from './draft.ts'
import {
  incidentSchema,
  maxSeriesPoints,
  overviewSchema,
  pastResultSchema,
  retentionSchema,
  seriesSchema,
  uptimeRanges,
  uptimeSchema,
} from './history.ts'
import { importDoneSchema, importPlanSchema, lastImportSchema, settingsParts, undoneSchema } from './import.ts'
import { networkChangeSchema, networkViewSchema } from './network.ts'
import { notifierStatusSchema } from './notifier-status.ts'
import { maxPasted } from './pasted.ts'
import { metricsSettingsSchema, metricsViewSchema, preferencesSchema } from './settings.ts'
import { deltaSchema, snapshotSchema } from './snapshot.ts'
import './validation.ts'

const nothing = z.strictObject({})
const id = z.string().check(z.minLength(1), z.maxLength(128))
/** The targets meant, or null for all of them. */
const some = z.strictObject({ ids: z.nullable(z.array(id).check(z.maxLength(100_000))) })

const ids = z.array(id).check(z.minLength(1), z.maxLength(10_000))

/** What is left out stays. */
const amendmentSchema = z.strictObject({
  id,
  intervalMs: z.optional(z.number()),
  tags: z.optional(z.array(z.string()).check(z.maxLength(1000))),
})
export type Amendment = z.infer<typeof amendmentSchema>

/** As a person writes it: absolute, or below the home directory with `~/`. */
const path = z.string().check(z.minLength(1), z.maxLength(4096))
const paths = z.array(path).check(z.minLength(1), z.maxLength(100))

const pasted = z.string().check(z.minLength(1), z.maxLength(maxPasted))
const chosen = {
  ids: z.optional(z.array(id).check(z.maxLength(100_000))),
  settings: z.optional(z.array(z.enum(settingsParts))),
}

/** What a person takes along, and other programs read. */
export const exportFormats = ['portlight', 'categraf', 'blackbox'] as const

/** Wall-clock milliseconds since 1970. */
const instant = z.int().check(z.minimum(0), z.maximum(8.64e15))
const range = { from: instant, to: instant }
const isForward = z.refine<{ from: number; to: number }>(({ from, to }) => from < to, {
  path: ['to'],
  error: 'the range ends before it begins; put the later moment second',
})
const listLimit = z.int().check(z.minimum(1), z.maximum(1000))

/** One's own words for what a snooze is about, or many targets at once. */
const snoozeScope = z.discriminatedUnion('kind', [
  ...snoozeSchema.shape.scope.def.options,
  z.strictObject({ kind: z.literal('targets'), ids }),
])

/** What a person sets as a whole or in parts; the webhook and the snoozes have requests of their own. */
const settableAlerts = z.partial(z.omit(alertSettingsSchema, { webhook: true, snoozes: true }))

/** Request and response of every channel; a channel without an entry does not compile. */
export const contract = {
  'snapshot:get': { request: nothing, response: snapshotSchema },
  /** Adds a target of one's own from one line of the target grammar. */
  'targets:add': {
    request: z.strictObject({ line: z.string().check(z.maxLength(4096)), name: z.optional(z.string()) }),
    response: z.object({ id }),
  },
  /** All of them or none; those that are gone already do not matter as long as one is not. */
  'targets:remove': { request: z.strictObject({ ids }), response: nothing },
  /** Takes back removals made in this run of the program; answers which, as an address may be in use again. */
  'targets:restore': { request: z.strictObject({ ids }), response: z.object({ restored: z.array(id) }) },
  /** Changes what many targets of one's own can have in common, all of them or none. */
  'targets:amend': {
    request: z.strictObject({ changes: z.array(amendmentSchema).check(z.minLength(1), z.maxLength(10_000)) }),
    response: nothing,
  },
  ...draftRequests,
  /** `until` is ISO 8601, or null for good. */
  'targets:pause': {
    request: z.strictObject({ ids: some.shape.ids, until: z.nullable(z.iso.datetime()) }),
    response: nothing,
  },
  'targets:resume': { request: some, response: nothing },
  /** Answers when the probes have been asked for, not when they have ended: results arrive as deltas. */
  'targets:probe': { request: some, response: nothing },
  /** `until` is ISO 8601, or null until it recovers. It takes the place of a snooze of the same scope. */
  'targets:snooze': {
    request: z.strictObject({ scope: snoozeScope, until: snoozeSchema.shape.until }),
    response: nothing,
  },
  'targets:unsnooze': { request: z.strictObject({ scope: snoozeScope }), response: nothing },
  'preferences:set': { request: z.partial(preferencesSchema), response: preferencesSchema },
  /** The webhook's address stays with the host: what it holds is a reference. */
  'alerts:get': { request: nothing, response: alertSettingsSchema },
  'alerts:set': { request: settableAlerts, response: alertSettingsSchema },
  /** Null: notices are posted nowhere. */
  'webhook:set': {
    request: z.strictObject({ url: z.nullable(z.string().check(z.maxLength(4096))) }),
    response: nothing,
  },
  'webhook:test': { request: nothing, response: z.object({ delivered: z.boolean(), message: z.nullable(z.string()) }) },
  /** The newest first; null: of every target, and of this computer. */
  'decisions:get': {
    request: z.strictObject({ id: z.nullable(id), limit: listLimit }),
    response: z.array(decisionSchema),
  },
  'history:overview': {
    request: z.strictObject({ ids: z.array(id).check(z.maxLength(100_000)) }),
    response: overviewSchema,
  },
  'history:series': {
    request: z
      .strictObject({ id, ...range, points: z.int().check(z.minimum(1), z.maximum(maxSeriesPoints)) })
      .check(isForward),
    response: seriesSchema,
  },
  'history:uptime': { request: z.strictObject({ id }), response: z.record(z.enum(uptimeRanges), uptimeSchema) },
  /** The newest first. */
  'history:incidents': {
    request: z.strictObject({ id: z.nullable(id), ...range, limit: listLimit }).check(isForward),
    response: z.array(incidentSchema),
  },
  /** The result closest to a moment; null where there is none. */
  'history:nearest': { request: z.strictObject({ id, at: instant }), response: z.nullable(pastResultSchema) },
  /** The range's results as the text of a file. */
  'history:export': {
    request: z.strictObject({ id, ...range, format: z.enum(['csv', 'json']) }).check(isForward),
    response: z.object({ text: z.string() }),
  },
  /** The range's incidents in words, to be sent to somebody. */
  'history:report': { request: z.strictObject(range).check(isForward), response: z.object({ text: z.string() }) },
  'history:size': { request: nothing, response: z.object({ bytes: z.number(), path: z.string() }) },
  'retention:get': { request: nothing, response: retentionSchema },
  'retention:set': { request: retentionSchema, response: retentionSchema },
  'network:get': { request: nothing, response: networkViewSchema },
  'network:set': { request: networkChangeSchema, response: networkViewSchema },
  'metrics:get': { request: nothing, response: metricsViewSchema },
  /** Applied at once; with a port that cannot be had nothing changes. */
  'metrics:set': { request: metricsSettingsSchema, response: metricsViewSchema },
  'desktop:get': { request: nothing, response: desktopViewSchema },
  /** With a shortcut that cannot be had nothing changes. */
  'desktop:set': { request: desktopChangeSchema, response: desktopViewSchema },
  /** Looks at the feed now; how that ended is in `update`. */
  'update:check': { request: nothing, response: desktopViewSchema },
  /** Opens the page of the newer release in the person's browser. */
  'update:open': { request: nothing, response: nothing },
  /** What importing these files or directories, or this text, would do; nothing is changed. */
  'import:preview': {
    request: z.union([z.strictObject({ paths }), z.strictObject({ text: pasted })]),
    response: importPlanSchema,
  },
  /** Imports what the preview listed under these ids; all of it when there are none. Settings only where they are named. */
  'import:apply': {
    request: z.union([z.strictObject({ paths, ...chosen }), z.strictObject({ text: pasted, ...chosen })]),
    response: importDoneSchema,
  },
  /** Gives up what is being looked at or imported; nothing is then changed. */
  'import:cancel': { request: nothing, response: nothing },
  /** The last import that can be taken back; null where there is none. */
  'import:last': { request: nothing, response: z.nullable(lastImportSchema) },
  'import:undo': { request: z.strictObject({ id }), response: undoneSchema },
  /** The configuration as files; no secret is in them. */
  'config:export': {
    request: z.strictObject({ format: z.enum(exportFormats) }),
    response: z.object({
      files: z.array(z.object({ path: z.string(), text: z.string() })),
      warnings: z.array(z.string()),
    }),
  },
  /** What there is to delete. */
  'data:summary': {
    request: nothing,
    response: z.object({ targets: z.int(), secrets: z.int(), historyBytes: z.number(), logs: z.string() }),
  },
  /** Deletes targets, settings, secrets and history. Until the moment answered, ISO 8601, it can be taken back. */
  'data:delete': { request: nothing, response: z.object({ until: z.string() }) },
  'data:restore': { request: nothing, response: nothing },
  /** What helps to find a fault, as one text, without addresses, names and secrets. */
  'diagnostics:get': { request: nothing, response: z.object({ text: z.string() }) },
  /** Answers with the path as it is kept, when its targets have been read. */
  'followed:add': { request: z.strictObject({ path }), response: z.object({ path: z.string() }) },
  'followed:remove': { request: z.strictObject({ path }), response: nothing },
  'notices:dismiss': { request: z.strictObject({ id }), response: nothing },
  /** Answers with the adapter that took the notification, or why none did. */
  'notifications:test': {
    request: nothing,
    response: z.extend(notifierStatusSchema, { shown: z.boolean() }),
  },
  'window:hide': { request: nothing, response: nothing },
} satisfies Record<RequestChannel, { request: z.ZodMiniType; response: z.ZodMiniType }>

/**
 * Requests that can hold no secret: what is wrong in one is named with its value, so that the page can say it beside the
 * field. Of all others only the places are named.
 */
export const plainRequests: ReadonlySet<RequestChannel> = new Set([
  'targets:amend',
  'targets:snooze',
  'targets:unsnooze',
  'alerts:set',
  'history:series',
  'history:incidents',
  'history:export',
  'history:report',
  'retention:set',
])

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
  'port-unavailable',
  'shortcut-unavailable',
  'unreadable',
  'unsupported',
  'cancelled',
  'disconnected',
  'internal',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** What every request answers. Handlers never throw across the border. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: FailureCode; message: string }

export const failureSchema = z.object({ ok: z.literal(false), code: z.enum(failureCodes), message: z.string() })
