import type { Notification } from '../../electron/alerts/notifier.ts'

/** A notification with what a test is not about filled in. */
export function notification(of: Partial<Notification> = {}): Notification {
  return {
    id: '1',
    subject: 'test',
    title: 'title',
    body: 'body',
    urgency: 'normal',
    severity: 'info',
    sound: false,
    actions: [],
    targetId: null,
    targetIds: [],
    incidentIds: [],
    ...of,
  }
}
