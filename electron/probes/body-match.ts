import { Worker } from 'node:worker_threads'
import { findsPattern } from './pattern.ts'
import { type Limits, runPhase } from './phase.ts'

/** Matching takes up to 0.07 ms per KiB: anything larger would hold up the other probes for 20 ms and more. */
const inlineLimitBytes = 262_144

/** Forty times what 10 MiB take. Time is linear in the length, so only a machine choked by others comes near. */
const matchTimeoutMs = 30_000

export type Matched = { ok: true; found: boolean } | { ok: false; failure: 'invalid' | 'timeout' | 'aborted' }

/** Whether a text is in the content. Both are compared as bytes, so case and encoding count. */
export function containsText(content: Buffer, text: string): boolean {
  return content.includes(text, 0, 'utf8')
}

/**
 * Whether a pattern in Go's RE2 syntax matches anywhere in the content, which is read as UTF-8 with every byte that is
 * none for one character. A large content is searched in a worker thread. It never rejects.
 */
export async function matchesPattern(
  content: Buffer,
  pattern: string,
  { clock, signal }: Pick<Limits, 'clock' | 'signal'>,
): Promise<Matched> {
  if (content.byteLength <= inlineLimitBytes) return here(content, pattern)
  const deadlineMs = clock.monotonicMs() + matchTimeoutMs
  const inWorker = await runPhase<Matched | null>(
    { deadlineMs, clock, signal },
    (why) => ({ ok: false, failure: why === 'aborted' ? 'aborted' : 'timeout' }),
    (end) => {
      let worker: Worker
      try {
        worker = new Worker(workerUrl(), { workerData: { content, pattern } })
      } catch {
        end(null)
        return () => {}
      }
      worker.once('message', (found: unknown) => end(found === null ? null : { ok: true, found: found === true }))
      worker.once('error', () => end(null))
      worker.once('exit', () => end(null))
      return () => {
        // Its own failure to end is nobody's concern: it holds nothing.
        worker.terminate().catch(() => {})
      }
    },
  )
  // Where no thread could be had, late is better than never.
  return inWorker ?? here(content, pattern)
}

function here(content: Buffer, pattern: string): Matched {
  const found = findsPattern(content, pattern)
  return found === null ? { ok: false, failure: 'invalid' } : { ok: true, found }
}

/** The worker lies beside this file in the sources, and beside the entries in a build, whose chunks are in `cli/`. */
function workerUrl(): URL {
  const { url } = import.meta
  if (url.endsWith('.ts')) return new URL('./pattern-worker.ts', url)
  return new URL(/\/cli\/[^/]+$/.test(url) ? '../pattern-worker.js' : './pattern-worker.js', url)
}
