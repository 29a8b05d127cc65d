import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { doJob, isSmall, type MatchJob, type Verdict, verdictSchema } from './match-job.ts'
import { runPhase } from './phase.ts'
import type { Judged, Matcher } from './spec.ts'

interface Task {
  content: Uint8Array
  job: MatchJob
  end(judged: Judged): void
}

/** 10 MiB of JSON take 300 MB at worst: a list of empty lists. */
const resourceLimits = { maxOldGenerationSizeMb: 512 }

/**
 * One worker thread for the whole process. It is started at first need, does one job at a time, and does not keep the
 * process alive. A job stopped midway takes its thread with it, and the next one gets a new one.
 */
export function createMatcher({ workerUrl = matchWorkerUrl() }: { workerUrl?: URL } = {}): Matcher {
  const waiting: Task[] = []
  let worker: Worker | null = null
  let active: Task | null = null

  function startWorker(): Worker {
    const started = new Worker(workerUrl, { resourceLimits })
    started.unref()
    started.on('message', (message: unknown) => {
      const verdict = verdictSchema.safeParse(message)
      if (started === worker) finish(verdict.success ? { ok: true, verdict: verdict.data } : noThread)
    })
    const onGone = (): void => {
      if (started !== worker) return
      worker = null
      finish(noThread)
    }
    started.on('error', onGone).on('exit', onGone)
    return started
  }

  function finish(judged: Judged): void {
    const task = active
    active = null
    task?.end(judged)
    next()
  }

  function next(): void {
    if (active !== null) return
    active = waiting.shift() ?? null
    if (active === null) return
    // A view would be sent with all that lies around it.
    const content = new Uint8Array(active.content)
    try {
      worker ??= startWorker()
      worker.postMessage({ content, job: active.job }, [content.buffer])
    } catch {
      finish(noThread)
    }
  }

  function drop(task: Task): void {
    const index = waiting.indexOf(task)
    if (index >= 0) waiting.splice(index, 1)
    if (task !== active) return
    const busy = worker
    worker = null
    active = null
    // Its own failure to end is nobody's concern: it holds nothing.
    busy?.terminate().catch(() => {})
    next()
  }

  return {
    judge(content, job, limits) {
      const verdict = judgeNow(content, job)
      if (verdict !== null) return Promise.resolve({ ok: true, verdict })
      return runPhase<Judged>(
        limits,
        (why) => ({ ok: false, failure: why === 'aborted' ? 'aborted' : 'timeout' }),
        (end) => {
          const task = { content, job, end }
          waiting.push(task)
          next()
          return () => drop(task)
        },
      )
    },
  }
}

const noThread: Judged = { ok: false, failure: 'resources' }

/** Judges at once what takes no time to speak of; null where a worker has to. */
export function judgeNow(content: Uint8Array, job: MatchJob): Verdict | null {
  return isSmall(content.byteLength, job) ? doJob(content, job) : null
}

/**
 * The worker's own file. It lies beside this one in the sources; beside the bundle, or above it where the bundle is one
 * of the command line's chunks.
 */
export function matchWorkerUrl(): URL {
  const names = import.meta.url.endsWith('.ts') ? ['./match-worker.ts'] : ['./match-worker.js', '../match-worker.js']
  const urls = names.map((name) => new URL(name, import.meta.url))
  return urls.find((url) => existsSync(url)) ?? new URL('./match-worker.js', import.meta.url)
}
