import type { Notification } from './notifier.ts'

/** What a person asks for to see that notices arrive. */
export function testNotification(id: string): Notification {
  return {
    id,
    subject: 'test',
    title: 'Portlight',
    body: 'Notifications arrive here.',
    urgency: 'normal',
    severity: 'info',
    sound: false,
    actions: [],
    targetId: null,
    targetIds: [],
    incidentIds: [],
  }
}
