import type { NotifierReason } from '../../electron/contract/notifier-status.ts'

/** What a notifier says of itself whose status stays as it is: a name, or why it has none. */
export function answering(adapter: string | null, reason: NotifierReason | null = null) {
  const status = { adapter, reason }
  return { status, check: async () => status, onStatus: () => () => {}, close: () => {} }
}
