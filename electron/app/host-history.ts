import { join } from 'node:path'
import type { Settings } from '../contract/settings.ts'
import type { Notice } from '../contract/snapshot.ts'
import type { Clock } from '../monitor/ports.ts'
import { type OpenedHistory, openHistory } from '../storage/history.ts'
import type { Log } from '../storage/log.ts'
import type { Notices } from './notices.ts'
import { retentionOf } from './retention.ts'

/** The history as both hosts open it. */
export interface HostHistory extends OpenedHistory {
  /** From now on what goes wrong with it is shown there. */
  tell(notices: Notices): void
}

/** Opens the data directory's history. It never rejects. */
export async function openHostHistory(
  directory: string,
  clock: Clock,
  settings: Settings,
  log: Log,
): Promise<HostHistory> {
  let shown: Notices | null = null
  const early: Notice[] = []
  const opened = await openHistory({
    path: join(directory, 'history.sqlite'),
    clock,
    retention: retentionOf(settings),
    onFault(notice) {
      log.error('the history has a fault', { code: notice.code, ...notice.params })
      if (shown) shown.raise(notice)
      else early.push(notice)
    },
    onRecovered(id) {
      log.info('the history has recovered', { id })
      shown?.drop(id)
    },
  })
  return {
    ...opened,
    tell(notices) {
      shown = notices
      for (const notice of early.splice(0)) notices.raise(notice)
    },
  }
}
