import type { Notice } from '../../contract/snapshot.ts'
import type { SetAside } from '../set-aside.ts'
import { faultOf } from './database.ts'

/** Two things can be wrong at once: what is in the file, and that nothing can be written. */
export const notSavedId = 'history-not-saved'
const fileId = 'history'

export function notSaved(path: string, error: unknown): Notice {
  const fault = faultOf(error)
  const reason = fault.kind === 'unavailable' ? fault.reason : error instanceof Error ? error.message : String(error)
  return { id: notSavedId, severity: 'error', code: 'history-not-saved', params: { path, reason: sentence(reason) } }
}

export function withoutThread(reason: string): Notice {
  return { id: notSavedId, severity: 'error', code: 'history-not-saved', params: { reason: sentence(reason) } }
}

export function newer(path: string, version: number): Notice {
  return { id: fileId, severity: 'warning', code: 'history-newer', params: { path, version: String(version) } }
}

export function setAside(path: string, aside: SetAside): Notice {
  const params: Notice['params'] = aside.ok
    ? { path: aside.path, original: path }
    : { original: path, reason: sentence(aside.message) }
  return { id: fileId, severity: 'warning', code: 'history-set-aside', params }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
