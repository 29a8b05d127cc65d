import { type ChildProcess, fork } from 'node:child_process'
import type { FromLab, Mode, ToLab } from './lab-messages.ts'

/** Servers that fail when told, and pages, in another process. */
export interface Lab {
  ports: readonly number[]
  /** Resolves when the server does so. */
  set(nth: number, mode: Mode): Promise<void>
  openPages(address: string, pages: number, seed: number): void
  /** Closes all pages, and answers how they fared. */
  closePages(): Promise<Extract<FromLab, { kind: 'left' }>>
  end(): void
}

export async function startLab(servers: number): Promise<Lab> {
  const child: ChildProcess = fork(new URL('./lab-child.ts', import.meta.url), { execArgv: [] })
  const asked = new Map<number, () => void>()
  const ports = Promise.withResolvers<number[]>()
  const left = Promise.withResolvers<Extract<FromLab, { kind: 'left' }>>()
  const gone = (code: number | null) => {
    for (const waiting of [ports, left]) waiting.reject(new Error(`the lab ended by itself (${code})`))
  }
  // Whoever waits hears of it; nobody may.
  left.promise.catch(() => {})
  let asks = 0

  child.on('exit', gone)
  child.on('message', (message: FromLab) => {
    if (message.kind === 'ports') ports.resolve(message.ports)
    else if (message.kind === 'left') left.resolve(message)
    else {
      asked.get(message.ask)?.()
      asked.delete(message.ask)
    }
  })
  const say = (message: ToLab) => void child.send(message)
  say({ kind: 'begin', servers })
  return {
    ports: await ports.promise,
    set(nth, mode) {
      asks += 1
      const ask = asks
      return new Promise((resolve) => {
        asked.set(ask, resolve)
        say({ kind: 'set', nth, mode, ask })
      })
    },
    openPages: (address, pages, seed) => say({ kind: 'pages', address, pages, seed }),
    closePages() {
      say({ kind: 'leave' })
      return left.promise
    },
    end: () => child.disconnect(),
  }
}
