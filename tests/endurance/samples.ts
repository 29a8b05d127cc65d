import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** The program at one moment. */
export interface Sample {
  /** Minutes of real time since the run began. */
  atMin: number
  /** In use right after a full collection, bytes. */
  heapBytes: number
  rssBytes: number
  /** What keeps the event loop busy or could, by the runtime's own account, and of these the sockets. */
  handles: number
  sockets: number
  descriptors: number
  /** History and its journal. */
  fileBytes: number
  /** Delay of the event loop since the last sample, milliseconds. */
  lagP50: number
  lagP99: number
  /** Probes per second since the last sample. */
  probes: number
}

export interface Sampler {
  samples: Sample[]
  take(): Sample
  stop(): void
}

/** A run must not need a flag on its command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('this runtime has no collector to call')
  return () => void collect()
}

export function countHandles(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const type of process.getActiveResourcesInfo()) counts.set(type, (counts.get(type) ?? 0) + 1)
  return counts
}

/** Open file descriptors by kind or path; none where the system does not list them. */
export function listDescriptors(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of existsSync(descriptors) ? readdirSync(descriptors) : []) {
    const kind = kindOf(name)
    if (kind !== null) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

const descriptors = '/proc/self/fd'

/** Null for the one that lists them, and for libuv's one for watching files, which stays once there was something to watch. */
function kindOf(name: string): string | null {
  try {
    const path = readlinkSync(join(descriptors, name))
    return path === 'anon_inode:inotify' ? null : path.replace(/\[\d+\]$/, '')
  } catch {
    return null
  }
}

function fileSize(path: string): number {
  return ['', '-wal', '-shm'].reduce((sum, end) => {
    return sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0)
  }, 0)
}

const inMs = (nanoseconds: number) => Math.round(nanoseconds / 1e4) / 100

export function createSampler(historyPath: string, results: () => number): Sampler {
  const collect = collector()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  const startedMs = performance.now()
  const samples: Sample[] = []
  let lastMs = startedMs
  let lastResults = results()
  delay.enable()

  return {
    samples,
    take() {
      const nowMs = performance.now()
      const [lagP50, lagP99] = [inMs(delay.percentile(50)), inMs(delay.percentile(99))]
      const handles = [...countHandles()]
      const count = (fits: (type: string) => boolean) =>
        handles.reduce((sum, [type, some]) => sum + (fits(type) ? some : 0), 0)
      collect()
      const { heapUsed, rss } = process.memoryUsage()
      const sample: Sample = {
        atMin: (nowMs - startedMs) / 60_000,
        heapBytes: heapUsed,
        rssBytes: rss,
        handles: count(() => true),
        sockets: count((type) => /^(TCP|UDP)/.test(type)),
        descriptors: [...listDescriptors().values()].reduce((sum, some) => sum + some, 0),
        fileBytes: fileSize(historyPath),
        lagP50,
        lagP99,
        probes: (1000 * (results() - lastResults)) / (nowMs - lastMs),
      }
      lastResults = results()
      lastMs = nowMs
      samples.push(sample)
      // The collection was ours.
      delay.reset()
      return sample
    },
    stop: () => void delay.disable(),
  }
}
