import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into the program that is measured (`node --import`), which knows nothing of it: answers over the channel of the
// process that started it what the process has used so far, and how late its event loop is.

/** What a process used since it started, by its own accounting, all threads together. */
export interface Use {
  atMs: number
  cpuMs: number
  residentMb: number
  /** How often one of its threads had waited, and went on. */
  wakeUps: number
}

/** How much later than asked a timer fired since the loop was watched, in milliseconds. */
export interface LoopDelay {
  p50: number
  p99: number
  max: number
}

/** How often it is looked: each look wakes the loop up, so that nothing else is measured meanwhile. */
const resolution = 10

let watched: ReturnType<typeof monitorEventLoopDelay> | null = null

function use(): Use {
  const { userCPUTime, systemCPUTime, voluntaryContextSwitches } = process.resourceUsage()
  return {
    atMs: performance.now(),
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    residentMb: process.memoryUsage.rss() / 1e6,
    wakeUps: voluntaryContextSwitches,
  }
}

function late(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - resolution)
}

function loopDelay(): LoopDelay | null {
  if (watched === null) return null
  return { p50: late(watched.percentile(50)), p99: late(watched.percentile(99)), max: late(watched.max) }
}

process.on('message', (asked) => {
  switch (asked) {
    case 'use':
      process.send?.(use())
      return
    case 'watch-loop':
      watched = monitorEventLoopDelay({ resolution })
      watched.enable()
      process.send?.(null)
      return
    case 'loop':
      process.send?.(loopDelay())
  }
})
process.channel?.unref()
