import type { Notification } from './notifier.ts'
import { type AlertWords, english } from './words.ts'

/** What a person asks for to see that notices arrive. */
export function testNotification(id: string, words: Pick<AlertWords, 'test'> = english): Notification {
  return {
    id,
    subject: 'test',
    title: 'Portlight',
    body: words.test,
    urgency: 'normal',
    severity: 'info',
    sound: false,
    actions: [],
    targetId: null,
    targetIds: [],
    incidentIds: [],
  }
}
