import type { Clock } from '../monitor/ports.ts'
import type { Delivery, Notification } from './notifier.ts'

/** With the seconds that looking around may take, and what a second notifier takes, shorter than the queue's deadline. */
export const answerMs = 7000

/** Hands a notification to the package; the callback may come late, twice or never. */
export type AskPackage = (
  notification: Notification,
  callback: (error: unknown, response?: unknown, metadata?: unknown) => void,
) => void

/** Asks the package node-notifier and answers within 7 s: then with what its silence means. */
export function askPackage(
  show: AskPackage,
  notification: Notification,
  clock: Clock,
  silence: Delivery,
  /** Called with what the package says of a click, however late. */
  onMetadata: (metadata: unknown) => void = () => {},
): Promise<Delivery> {
  return new Promise((resolve) => {
    const timer = clock.after(answerMs, () => resolve(silence))
    function answered(error: unknown, _response?: unknown, metadata?: unknown): void {
      timer.cancel()
      // A text is what a program that succeeded wrote to stderr, '' for nothing: warnings. Only an Error is a failure.
      // A second call of the callback, as on Windows after a failure, resolves nothing any more.
      resolve(error && typeof error !== 'string' ? 'failed' : 'shown')
      onMetadata(metadata)
    }
    try {
      show(notification, answered)
    } catch (error) {
      answered(error)
    }
  })
}
