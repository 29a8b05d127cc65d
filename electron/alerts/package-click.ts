import * as z from 'zod/mini'
import { labelOf, type Notification, type NotificationAction } from './notifier.ts'

/** What SnoreToast (`action`, `button`) and terminal-notifier (`activationType`, `activationValue`) say of a click. */
const clickSchema = z.object({
  action: z.optional(z.string()),
  button: z.optional(z.string()),
  activationType: z.optional(z.string()),
  activationValue: z.optional(z.string()),
})

const actions = ['snooze-1h', 'open'] as const satisfies readonly NotificationAction[]

/**
 * What a person did with a notification, by what the package node-notifier passes on of its helpers; null where they did nothing. A click on
 * the notification itself opens, too.
 */
export function clickOf(metadata: unknown, notification: Pick<Notification, 'labels'> = {}): NotificationAction | null {
  const click = z.safeParse(clickSchema, metadata)
  if (!click.success) return null
  const { action, button, activationType = '', activationValue } = click.data
  const label = button ?? activationValue
  const pressed = actions.find((name) => labelOf(notification, name) === label)
  if (pressed) return pressed
  // On macOS the button that every alert has says `actionClicked` and no more.
  return action === 'clicked' || /^(contents|action)Clicked$/.test(activationType) ? 'open' : null
}
