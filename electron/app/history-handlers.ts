import { defaultRetention } from '../contract/history.ts'
import type { Answer } from '../contract/schemas.ts'
import type { Handlers } from './requests.ts'

type Channel = Extract<
  keyof Handlers,
  `history:${string}` | `retention:${string}` | `webhook:${string}` | 'decisions:get'
>

const unsupported: Answer<never> = { ok: false, code: 'unsupported', message: 'this host keeps no history' }

/** Answers what is asked about the past. */
export function historyHandlers(): Pick<Handlers, Channel> {
  return {
    'history:overview': () => unsupported,
    'history:series': () => unsupported,
    'history:uptime': () => unsupported,
    'history:incidents': () => unsupported,
    'history:nearest': () => unsupported,
    'history:export': () => unsupported,
    'history:report': () => unsupported,
    'history:size': () => unsupported,
    'decisions:get': () => unsupported,
    'webhook:set': () => unsupported,
    'webhook:test': () => unsupported,
    'retention:get': () => ({ ok: true, value: defaultRetention }),
    'retention:set': () => unsupported,
  }
}
