import type { Clock } from '../monitor/ports.ts'
import type { Log } from '../storage/log.ts'
import type { Handle } from './requests.ts'

const hourMs = 3_600_000

/** Snoozes for an hour what a notification is about, as the page would ask for it. It never rejects. */
export async function snoozeFromNotification(
  handle: Handle,
  clock: Pick<Clock, 'wallMs'>,
  log: Pick<Log, 'warn'>,
  targetIds: readonly string[],
): Promise<void> {
  const until = new Date(clock.wallMs() + hourMs).toISOString()
  const answer = await handle('targets:snooze', { scope: { kind: 'targets', ids: [...targetIds] }, until })
  if (!answer.ok) log.warn('a notification could not be snoozed', { message: answer.message })
}
