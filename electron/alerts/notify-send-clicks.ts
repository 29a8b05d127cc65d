import { type ChildProcess, spawn } from 'node:child_process'
import type { Clock } from '../monitor/ports.ts'
import type { Delivery, Notification, NotificationListeners } from './notifier.ts'
import { answerMs } from './package-answer.ts'

/** Each waits in a process of its own, of some 5 MB. Beyond these the oldest is let go: its clicks are no longer heard. */
const maxWaiting = 8
const waitForMs = 3_600_000

/** Runs `notify-send` so that it waits for a click. */
export interface ClickWaiters {
  /** Answers once the desktop has taken the notification, within 7 s. */
  show(command: readonly [string, ...string[]], notification: Notification): Promise<Delivery>
  /** Ends every process. The notifications stay. */
  close(): void
}

/** `notify-send` prints the notification's number once it is taken, and then the name of what was clicked. */
export function createClickWaiters(clock: Clock, listeners: NotificationListeners): ClickWaiters {
  const letGo = new Set<() => void>()
  let closed = false

  function clicked(name: string, { targetId, targetIds }: Notification): void {
    if (closed) return
    if (name === 'default' || name === 'open') listeners.onClick?.(targetId)
    if (name === 'snooze-1h') listeners.onAction(targetIds, name)
  }

  /** Lets the process wait, bounded in number and time. */
  function keep(child: ChildProcess): void {
    const deadline = clock.after(waitForMs, end)
    letGo.add(end)
    child.once('close', forget)
    child.once('error', forget)
    const [oldest] = letGo
    if (letGo.size > maxWaiting) oldest?.()
    function forget(): void {
      deadline.cancel()
      letGo.delete(end)
    }
    function end(): void {
      forget()
      // On an interrupt it would close the notification.
      child.kill('SIGTERM')
    }
  }

  return {
    show([program, ...args], notification) {
      const { promise, resolve } = Promise.withResolvers<Delivery>()
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
      const deadline = clock.after(answerMs, () => resolve('unanswered'))
      let printed = ''
      let taken = false
      function answer(delivery: Delivery): void {
        deadline.cancel()
        resolve(delivery)
      }
      child.stdout.setEncoding('utf8')
      child.stdout.on('data', (text: string) => {
        const lines = (printed + text).split('\n')
        printed = lines.pop() ?? ''
        for (const line of lines) {
          if (taken) clicked(line, notification)
          taken = true
          answer('shown')
        }
      })
      child.once('error', () => answer('failed'))
      child.once('close', (status) => answer(status === 0 ? 'shown' : 'failed'))
      keep(child)
      return promise
    },
    close() {
      closed = true
      for (const end of letGo) end()
    },
  }
}
