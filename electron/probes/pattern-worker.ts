import { parentPort, workerData } from 'node:worker_threads'
import { findsPattern } from './pattern.ts'

/** Searches one content for one pattern, both given at the start, and answers with what `findsPattern` does. */
function run(data: unknown): boolean | null {
  if (typeof data !== 'object' || data === null || !('content' in data) || !('pattern' in data)) return null
  const { content, pattern } = data
  return content instanceof Uint8Array && typeof pattern === 'string' ? findsPattern(content, pattern) : null
}

parentPort?.postMessage(run(workerData), [])
