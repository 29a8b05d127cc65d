import * as z from 'zod/mini'

/** Why no notification can be shown. Closed: the page has a sentence for each. */
export const notifierReasons = [
  /** It was started so that it shows none. */
  'turned-off',
  /** This system has nothing that shows notifications. */
  'not-supported',
  /** `notify-send` is not installed. */
  'no-program',
  /** There is no D-Bus session: nobody is logged in to a desktop here. */
  'no-session',
  /** Nothing on the desktop shows notifications, or not yet. */
  'no-daemon',
  /** The system refused the last one, or said nothing: it may not be allowed. */
  'refused',
] as const
export type NotifierReason = (typeof notifierReasons)[number]

/** What shows notifications here. */
export const notifierStatusSchema = z.object({
  /** In the system's words, such as `notify-send`; null when nothing can. */
  adapter: z.nullable(z.string()),
  /** Null when something can. */
  reason: z.nullable(z.enum(notifierReasons)),
})
export type NotifierStatus = z.infer<typeof notifierStatusSchema>
