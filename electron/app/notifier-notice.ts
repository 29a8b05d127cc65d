import type { CheckedNotifier } from '../alerts/notifier.ts'
import type { NotifierStatus } from '../contract/notifier-status.ts'
import type { Notices } from './notices.ts'

const id = 'notifier'

/** Says that nothing can show notifications, and why, for as long as that is so. Who turned them off knows. */
export function tellNotifierStatus(
  notifier: Pick<CheckedNotifier, 'status' | 'onStatus'>,
  notices: Pick<Notices, 'raise' | 'drop'>,
): () => void {
  function tell({ adapter, reason }: NotifierStatus): void {
    if (adapter !== null || reason === null || reason === 'turned-off') return notices.drop(id)
    notices.raise({ id, severity: 'info', code: 'notifications-unavailable', params: { reason } })
  }
  tell(notifier.status)
  return notifier.onStatus(tell)
}
