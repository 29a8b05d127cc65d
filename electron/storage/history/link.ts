import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Retention } from '../../contract/history.ts'
import type { Notice } from '../../contract/snapshot.ts'
import type { Opened, Report, Request, Write } from './messages.ts'
import { withoutThread } from './notices.ts'
import type { Query, Reads } from './reads.ts'

/** The thread that has the history's file open. */
export interface Link {
  open(file: { path: string; nowMs: number; monotonicMs: number; retention: Retention }): Promise<Opened>
  /** Whether it is in the file. It never rejects. */
  write(write: Write): Promise<boolean>
  retain(retention: Retention): void
  ask<Asked extends Query>(query: Asked, signal?: AbortSignal): Promise<ReturnType<Reads[Asked['name']]>>
  close(): Promise<void>
  /** Gives the thread up: whatever waits for it ends, as if it had ended. */
  abandon(reason: string): void
}

export interface LinkDeps {
  workerUrl?: URL
  onFault(notice: Notice): void
  onRecovered(id: string): void
  /** The file was begun anew. */
  onAnew(): void
}

/** The history was closed, or its thread is gone. */
export class HistoryClosed extends Error {
  override name = 'HistoryClosed'
}

interface Question {
  /** Takes what this question is answered with. */
  resolve(value: never): void
  reject(error: Error): void
}

/** It writes a batch a second: its young generation need not grow to the 64 MB V8 would let it. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

export function createLink(deps: LinkDeps): Link {
  const asked = new Map<number, Question>()
  const writes = new Map<number, (saved: boolean) => void>()
  const opening = Promise.withResolvers<Opened>()
  const gone = Promise.withResolvers<void>()
  let nextAsk = 1
  let alive = true
  let opened = false
  let closing = false
  const worker = start()

  function start(): Worker | null {
    try {
      const started = new Worker(deps.workerUrl ?? historyWorkerUrl(), { resourceLimits })
      started.on('message', receive)
      started.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
      started.on('exit', () => end('its thread ended'))
      return started
    } catch (error) {
      end(error instanceof Error ? error.message : String(error))
      return null
    }
  }

  /** What waits for the thread keeps the process alive; the thread alone does not. */
  function settled(): void {
    if (opened && asked.size === 0 && writes.size === 0 && !closing) worker?.unref()
  }

  function receive(report: Report): void {
    handle(report)
    settled()
  }

  function handle(report: Report): void {
    switch (report.type) {
      case 'opened':
        opened = true
        return opening.resolve(report)
      case 'answer':
        return take(report.ask)?.resolve(report.value)
      case 'failed':
        return take(report.ask)?.reject(new Error(report.message))
      case 'written':
        writes.get(report.ask)?.(report.saved)
        return void writes.delete(report.ask)
      case 'fault':
        return deps.onFault(report.notice)
      case 'recovered':
        return deps.onRecovered(report.id)
      case 'anew':
        return deps.onAnew()
    }
  }

  function take(ask: number): Question | undefined {
    const found = asked.get(ask)
    asked.delete(ask)
    return found
  }

  function end(reason: string): void {
    if (!alive) return
    alive = false
    const notice = withoutThread(reason)
    opening.resolve({ notices: [notice], memory: [], seen: [], inMemory: true })
    // Before that it is one of those that opening answers.
    if (opened && !closing) deps.onFault(notice)
    for (const each of asked.values()) each.reject(new HistoryClosed(reason))
    for (const settle of writes.values()) settle(false)
    asked.clear()
    writes.clear()
    gone.resolve()
  }

  function post(request: Request, transfer: ArrayBuffer[] = []): void {
    if (!alive) return
    worker?.ref()
    worker?.postMessage(request, transfer)
  }

  return {
    open(file) {
      post({ type: 'open', ...file })
      return opening.promise
    },
    write(write) {
      if (!alive) return Promise.resolve(false)
      const ask = nextAsk++
      const { promise, resolve } = Promise.withResolvers<boolean>()
      writes.set(ask, resolve)
      post(
        { type: 'write', ask, ...write },
        write.batches.map(({ results }) => results.buffer),
      )
      return promise
    },
    retain: (retention) => post({ type: 'retain', retention }),
    ask<Asked extends Query>(query: Asked, signal?: AbortSignal) {
      const ask = nextAsk++
      return new Promise<ReturnType<Reads[Asked['name']]>>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        if (!alive || closing) return reject(new HistoryClosed('the history is closed'))
        const abort = (): void => {
          take(ask)?.reject(signal?.reason)
          post({ type: 'abort', ask })
        }
        const done = (): void => signal?.removeEventListener('abort', abort)
        signal?.addEventListener('abort', abort, { once: true })
        asked.set(ask, {
          resolve(value) {
            done()
            resolve(value)
          },
          reject(error) {
            done()
            reject(error)
          },
        })
        post({ type: 'read', ask, query })
      })
    },
    async close() {
      closing = true
      post({ type: 'close' })
      if (worker) await gone.promise
    },
    abandon(reason) {
      end(reason)
      // Its own failure to end is nobody's concern: what it wrote is whole, whenever it stops.
      worker?.terminate().catch(() => {})
    },
  }
}

/** Beside the sources, beside the bundle, or above it where the bundle is one of the command line's chunks. */
export function historyWorkerUrl(): URL {
  const names = import.meta.url.endsWith('.ts')
    ? ['../history-worker.ts']
    : ['./history-worker.js', '../history-worker.js']
  const urls = names.map((name) => new URL(name, import.meta.url))
  return urls.find((url) => existsSync(url)) ?? new URL('./history-worker.js', import.meta.url)
}
