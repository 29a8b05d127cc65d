import { testNotification } from '../alerts/test-notification.ts'
import { createWebhook, type Webhook, type WebhookAddress } from '../alerts/webhook.ts'
import { webhookAddressFault } from '../alerts/webhook-post.ts'
import type { AlertWords } from '../alerts/words.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import type { Log } from '../storage/log.ts'
import type { SecretStore } from '../storage/ports.ts'
import type { AlertOptions } from './alert-options.ts'
import type { Handlers } from './requests.ts'

export interface ComposeWebhookDeps {
  options: Pick<AlertOptions, 'current' | 'setWebhook'>
  secrets: SecretStore
  monitor: Pick<Monitor, 'sight' | 'target'>
  /** Name of this computer. */
  host: string
  version: string
  clock: Clock
  random: () => number
  newId: () => string
  words: () => AlertWords
  log: Pick<Log, 'warn'>
}

export interface ComposedWebhook extends Pick<Webhook, 'send' | 'close'> {
  handlers: Pick<Handlers, 'webhook:set' | 'webhook:test'>
}

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** The webhook of the settings. Its address is a secret: a new one holds from the next post on. */
export function composeWebhook(deps: ComposeWebhookDeps): ComposedWebhook {
  const { options, secrets, monitor } = deps
  const webhook = createWebhook({
    address,
    canSend: () => monitor.sight().kind !== 'blind',
    nameOf(id) {
      const target = monitor.target(id)
      return target && (target.name ?? target.target)
    },
    host: deps.host,
    version: deps.version,
    clock: deps.clock,
    random: deps.random,
    onOutcome(id, message) {
      if (message !== null) deps.log.warn('a notice was not posted to the webhook', { id, message })
    },
  })

  async function address(): Promise<WebhookAddress | null> {
    const ref = options.current.webhook
    if (ref === null) return null
    const secret = await secrets.get(ref)
    return secret.ok ? { ok: true, address: secret.value } : secret
  }

  async function set(url: string | null): Promise<Answer<Record<string, never>>> {
    const fault = url === null ? null : webhookAddressFault(url)
    if (fault !== null) return failed('invalid-request', fault)
    const put = url === null ? null : await secrets.put(url)
    if (put && !put.ok) return failed('secret-unavailable', put.message)
    const [before, after] = [options.current.webhook, put?.ref ?? null]
    const saved = options.setWebhook(after)
    const gone = saved.ok ? before : after
    if (gone) await secrets.delete(gone)
    return saved.ok ? { ok: true, value: {} } : failed('not-saved', saved.message)
  }

  return {
    send: (notification) => webhook.send(notification),
    close: (deadlineMs) => webhook.close(deadlineMs),
    handlers: {
      'webhook:set': ({ url }) => set(url),
      'webhook:test': async () => ({
        ok: true,
        value: await webhook.test(testNotification(deps.newId(), deps.words())),
      }),
    },
  }
}
