import { parentPort } from 'node:worker_threads'
import { createKeeper, type Keeper } from './history/keeper.ts'
import type { Report, Request } from './history/messages.ts'
import type { Query } from './history/reads.ts'

/** Questions wait in a queue of their own, so that one that was given up is not answered, and writes come before them. */
const waiting = new Map<number, Query>()
let keeper: Keeper | null = null
let scheduled = false

function report(message: Report): void {
  parentPort?.postMessage(message, [])
}

function schedule(): void {
  if (scheduled || waiting.size === 0) return
  scheduled = true
  setImmediate(() => {
    scheduled = false
    const [next] = waiting
    if (next) answerOne(...next)
    schedule()
  })
}

function answerOne(ask: number, query: Query): void {
  waiting.delete(ask)
  try {
    if (!keeper) throw new Error('the history is not open')
    parentPort?.postMessage({ type: 'answer', ask, value: keeper.ask(query) }, [])
  } catch (error) {
    report({ type: 'failed', ask, message: error instanceof Error ? error.message : String(error) })
  }
}

function receive(request: Request): void {
  switch (request.type) {
    case 'open':
      keeper = createKeeper({ ...request, report })
      return report({ type: 'opened', ...keeper.opened })
    case 'write':
      report({ type: 'written', ask: request.ask, saved: keeper?.write(request) ?? false })
      return keeper?.tidy()
    case 'read':
      waiting.set(request.ask, request.query)
      return schedule()
    case 'abort':
      return void waiting.delete(request.ask)
    case 'retain':
      return keeper?.retain(request.retention)
    case 'close':
      keeper?.close()
      parentPort?.close()
  }
}

parentPort?.on('message', receive)
