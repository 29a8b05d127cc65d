/** One notification, already in words. */
export interface Notification {
  /** Unique per notification; the same id twice replaces the first where the platform can. */
  id: string
  title: string
  body: string
  urgency: 'low' | 'normal' | 'critical'
  /** The target it is about, for a click to open; null for a notice about several or none. */
  targetId: string | null
}

/** `unanswered`: handed over, and nobody knows whether it is shown, or will be. */
export type Delivery = 'shown' | 'unanswered' | 'unsupported' | 'failed'

/** Something that can show a notification. It never throws and answers within its own deadline. */
export interface Notifier {
  /** In the person's words, such as `notify-send`; shown in settings. */
  readonly name: string
  notify(notification: Notification): Promise<Delivery>
}
