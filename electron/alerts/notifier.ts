import type { DecisionSubject } from '../contract/decisions.ts'
import type { NotifierReason, NotifierStatus } from '../contract/notifier-status.ts'

/** What kind of news it is: each has an icon of its own. */
export const severities = ['down', 'up', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** Buttons on a notification, where the platform has any. */
export type NotificationAction = 'snooze-1h' | 'open'

/** As written on them in English. */
export const actionLabels: Readonly<Record<NotificationAction, string>> = { 'snooze-1h': 'Snooze 1 h', open: 'Open' }

/** `summary`: how many were not shown. `test`: asked for by the person. */
export type NotificationSubject = DecisionSubject | 'summary' | 'test'

/** One notification, already in words. */
export interface Notification {
  /** Unique per notification; the same id twice replaces the first where the platform can. */
  id: string
  /** What it tells of: for programs, as the words are for people. */
  subject: NotificationSubject
  title: string
  body: string
  urgency: 'low' | 'normal' | 'critical'
  severity: Severity
  /** Whether it may be heard, where the platform leaves that to us. */
  sound: boolean
  /** In the order shown. */
  actions: readonly NotificationAction[]
  /** What is written on the buttons; absent: `actionLabels`. */
  labels?: Readonly<Record<NotificationAction, string>>
  /** The target it is about, for a click to open; null for a notice about several or none. */
  targetId: string | null
  /** Every target it is about: what *Snooze* snoozes. */
  targetIds: readonly string[]
  /** The incidents it tells of, if any. */
  incidentIds: readonly string[]
}

/** `unanswered`: handed over, and nobody knows whether it is shown, or will be. */
export type Delivery = 'shown' | 'unanswered' | 'unsupported' | 'failed'

/** What a person does with a notification, where the platform tells. Neither may throw. */
export interface NotificationListeners {
  /**
   * A click on it, or on *Open*; the id is null where it is about several targets or none. Null where there is nothing to
   * open: then *Open* is not offered.
   */
  onClick: ((targetId: string | null) => void) | null
  /** A click on any other button. */
  onAction: (targetIds: readonly string[], action: Exclude<NotificationAction, 'open'>) => void
}

/** The buttons that do something here. */
export function offeredActions(
  { actions }: Notification,
  { onClick }: Pick<NotificationListeners, 'onClick'>,
): readonly NotificationAction[] {
  return onClick ? actions : actions.filter((action) => action !== 'open')
}

/** What is written on a button. */
export function labelOf({ labels = actionLabels }: Pick<Notification, 'labels'>, action: NotificationAction): string {
  return labels[action]
}

/** Something that can show a notification. It never throws and answers within its own deadline. */
export interface Notifier {
  /** In the person's words, such as `notify-send`; shown in settings. */
  readonly name: string
  notify(notification: Notification): Promise<Delivery>
}

/** One way of showing notifications. */
export interface NotifierAdapter extends Notifier {
  /** Why it could not show one now; null when it could. It shows nothing and never rejects. */
  check(): Promise<NotifierReason | null>
  /** Hears no more clicks, and ends what waits for them. */
  close(): void
}

/** A notifier that knows whether it can deliver, and finds out again when it cannot. */
export interface CheckedNotifier extends Notifier {
  /** As last found out. */
  readonly status: NotifierStatus
  /** Finds out anew, showing nothing. It never rejects. */
  check(): Promise<NotifierStatus>
  /** Called when the status is another. Listeners must not throw. */
  onStatus(listener: (status: NotifierStatus) => void): () => void
  /** Checks no more, and hears no more clicks. */
  close(): void
}
