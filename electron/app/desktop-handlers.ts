import type { Answer } from '../contract/schemas.ts'
import type { Handlers } from './requests.ts'

/** What only a program in a desktop session can answer. */
export type DesktopHandlers = Pick<Handlers, 'desktop:get' | 'desktop:set' | 'update:check' | 'update:open'>

const refuse = (): Answer<never> => ({ ok: false, code: 'unsupported', message: 'only the desktop app can do that' })

/** For a host that is in nobody's session. */
export const noDesktop: DesktopHandlers = {
  'desktop:get': refuse,
  'desktop:set': refuse,
  'update:check': refuse,
  'update:open': refuse,
}
