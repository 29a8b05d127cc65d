import type { Notification, NotificationSubject, Severity } from './notifier.ts'
import { sanitise } from './sanitise.ts'

/** What a webhook is posted, as docs/webhook.md describes it. A field is never taken away or given another meaning. */
export interface WebhookBody {
  /** Unique per notice and the same whenever it is posted again. */
  id: string
  kind: NotificationSubject
  severity: Severity
  title: string
  body: string
  /** Title and body for a chat to show, with nothing in it that chats act on. */
  text: string
  /** When there was something to tell, ISO 8601. */
  at: string
  /** Name of the computer that watches. */
  host: string
  targets: { id: string; name: string }[]
  /** How many targets it is about; `targets` lists at most 100 of them. */
  targetCount: number
  incidentIds: string[]
}

const maxListed = 100
const zeroWidthSpace = '\u200b'

export function writeWebhookBody(
  notification: Notification,
  about: {
    at: string
    host: string
    /** Undefined for a target that is gone. */
    nameOf: (targetId: string) => string | undefined
  },
): WebhookBody {
  const { id, subject, severity, title, body, targetIds, incidentIds } = sanitise(notification)
  const listed = targetIds.slice(0, maxListed)
  return {
    id,
    kind: subject,
    severity,
    title,
    body,
    text: forChat(`${title}\n${body}`),
    at: about.at,
    host: about.host,
    targets: listed.map((targetId) => ({ id: targetId, name: about.nameOf(targetId) ?? targetId })),
    targetCount: targetIds.length,
    incidentIds: incidentIds.slice(0, maxListed),
  }
}

/**
 * Names and server replies are others' words, and a chat acts on some of them: `<!channel>` and `@everyone` ring every
 * phone, `<https://…|label>` hides where a link leads.
 */
function forChat(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('@', `@${zeroWidthSpace}`)
}
