import * as z from 'zod/mini'
import { secretRefSchema } from './target-config.ts'

/** 24-hour local time, `00:00` to `23:59`. */
const timeOfDay = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day; write it as 22:00, from 00:00 to 23:59'))

/** 0 is Sunday, as in JavaScript. */
const weekday = z.int().check(z.minimum(0), z.maximum(6))
const tag = z.string().check(z.minLength(1), z.maxLength(100))

/** An IANA name such as `Europe/Berlin`; null for the machine's own zone, wherever it travels. */
const timeZone = z.nullable(
  z
    .string()
    .check(z.maxLength(100), z.refine(isTimeZone, 'not a known time zone; write an IANA name such as Europe/Berlin')),
)

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const quietHoursSchema = z.strictObject({
  enabled: z.boolean(),
  /** The days on which a quiet time begins. */
  days: z.array(weekday).check(z.maxLength(7)),
  from: timeOfDay,
  /** Before or at `from`: on the next day. */
  to: timeOfDay,
  timeZone,
  /** Targets with one of these tags are told all the same. */
  exceptTags: z.array(tag).check(z.maxLength(50)),
})
export type QuietHours = z.infer<typeof quietHoursSchema>

/** A time in which targets are probed and shown, and nothing counts or is told. */
export const maintenanceSchema = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** What it is about; both null: every target. */
  targetIds: z.nullable(z.array(z.string().check(z.minLength(1), z.maxLength(128))).check(z.maxLength(10_000))),
  tags: z.nullable(z.array(tag).check(z.maxLength(50))),
  when: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('once'), from: z.iso.datetime(), until: z.iso.datetime() }),
    z.strictObject({
      kind: z.literal('weekly'),
      days: z.array(weekday).check(z.minLength(1), z.maxLength(7)),
      from: timeOfDay,
      durationMs: z.int().check(z.minimum(60_000), z.maximum(7 * 86_400_000)),
      timeZone,
    }),
  ]),
})
export type Maintenance = z.infer<typeof maintenanceSchema>

/** No notices of a target, or of all with a tag, until then; null: until it recovers. */
export const snoozeSchema = z.strictObject({
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('target'), id: z.string().check(z.minLength(1), z.maxLength(128)) }),
    z.strictObject({ kind: z.literal('tag'), tag }),
  ]),
  until: z.nullable(z.iso.datetime()),
})
export type Snooze = z.infer<typeof snoozeSchema>

const durationMs = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum))

/** What is told, when and how. Durations in milliseconds. A target's own options come before these. */
export const alertSettingsSchema = z.strictObject({
  /** Failures in a row that make a target down, and successes that make it up again. */
  confirmFailures: z.int().check(z.minimum(1), z.maximum(20)),
  confirmRecoveries: z.int().check(z.minimum(1), z.maximum(20)),
  tellRecoveries: z.boolean(),
  /** Still down, for another reason. */
  tellCodeChanges: z.boolean(),
  tellDegraded: z.boolean(),
  tellCertificates: z.boolean(),
  /** Days before its end at which a certificate is told; 0 is its end. */
  certificateDays: z.array(z.int().check(z.minimum(0), z.maximum(365))).check(z.minLength(1), z.maxLength(20)),
  /** Another issuer, or another key. */
  tellCertificateChanges: z.boolean(),
  /** This computer is offline for longer than a minute. */
  tellOffline: z.boolean(),
  /** How long what begins together is gathered into one notice. */
  gatherMs: durationMs(0, 60_000),
  /** After start, resume or a change of network, failures begin to count when this is over. */
  settleMs: durationMs(0, 120_000),
  /** The first reminder of what is still down, and the next ones; null: none. */
  remindAfterMs: z.nullable(durationMs(60_000, 7 * 86_400_000)),
  remindEveryMs: z.nullable(durationMs(60_000, 7 * 86_400_000)),
  quietHours: quietHoursSchema,
  /** Whether a notice makes a sound, by how urgent it is. */
  sound: z.strictObject({ critical: z.boolean(), normal: z.boolean() }),
  maintenance: z.array(maintenanceSchema).check(z.maxLength(100)),
  snoozes: z.array(snoozeSchema).check(z.maxLength(10_000)),
  /** Where each notice is posted as JSON; null: nowhere. The address is a secret: it often holds a token. */
  webhook: z.nullable(secretRefSchema),
})
export type AlertSettings = z.infer<typeof alertSettingsSchema>

export const defaultAlertSettings: AlertSettings = {
  confirmFailures: 2,
  confirmRecoveries: 1,
  tellRecoveries: true,
  tellCodeChanges: true,
  tellDegraded: false,
  tellCertificates: true,
  certificateDays: [30, 14, 7, 3, 1, 0],
  tellCertificateChanges: false,
  tellOffline: true,
  gatherMs: 5000,
  settleMs: 8000,
  remindAfterMs: 3_600_000,
  remindEveryMs: 14_400_000,
  quietHours: {
    enabled: false,
    days: [0, 1, 2, 3, 4, 5, 6],
    from: '22:00',
    to: '07:30',
    timeZone: null,
    exceptTags: [],
  },
  sound: { critical: false, normal: false },
  maintenance: [],
  snoozes: [],
  webhook: null,
}
