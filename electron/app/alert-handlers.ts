import { defaultAlertSettings } from '../contract/alert-settings.ts'
import type { Answer } from '../contract/schemas.ts'
import type { Handlers } from './requests.ts'

type Channel =
  | 'targets:snooze'
  | 'targets:unsnooze'
  | 'alerts:get'
  | 'alerts:set'
  | 'webhook:set'
  | 'webhook:test'
  | 'decisions:get'

const unsupported: Answer<never> = { ok: false, code: 'unsupported', message: 'this host cannot do that yet' }

/** Answers what is asked about alerts. */
export function alertHandlers(): Pick<Handlers, Channel> {
  return {
    'targets:snooze': () => unsupported,
    'targets:unsnooze': () => unsupported,
    'alerts:get': () => ({ ok: true, value: defaultAlertSettings }),
    'alerts:set': () => unsupported,
    'webhook:set': () => unsupported,
    'webhook:test': () => unsupported,
    'decisions:get': () => unsupported,
  }
}
