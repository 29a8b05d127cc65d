import { setTimeout as delay } from 'node:timers/promises'
import type { ProbeResult } from '../contract/result.ts'
import { concludeProbe, startProbe } from '../probes/outcome.ts'
import type { ProbeClock, ProbeSpec } from '../probes/spec.ts'

export type ProbeOnce = (spec: ProbeSpec, signal: AbortSignal) => Promise<ProbeResult>

export interface RunOptions {
  probe: ProbeOnce
  clock: ProbeClock
  /** Stops every probe, those that have not begun too. */
  signal: AbortSignal
  /** How long after its own deadlines a probe is stopped. */
  graceMs: number
}

// A hundred probes that begin at once bend one another's times by 100 to 400 ms.
const perStep = 20
const stepMs = 50
const maxInFlight = 64
/** A probe that is told to stop does so at once; one that does not is left behind. */
const stopMs = 500

/**
 * Probes each spec once and yields the results in the same order, each as soon as its turn has come and it has ended.
 * Waiting for a turn is before the probe starts and so never in its times. It always ends.
 */
export async function* probeInOrder(specs: readonly ProbeSpec[], options: RunOptions): AsyncGenerator<ProbeResult> {
  const slots = specs.map(() => Promise.withResolvers<ProbeResult>())
  // A consumer that goes away must not leave probes running.
  const gone = new AbortController()
  const signal = AbortSignal.any([options.signal, gone.signal])
  const launched = launch(specs, slots, { ...options, signal })
  try {
    for (const { promise } of slots) yield await promise
  } finally {
    gone.abort()
    await launched
  }
}

async function launch(
  specs: readonly ProbeSpec[],
  slots: readonly PromiseWithResolvers<ProbeResult>[],
  options: RunOptions,
): Promise<void> {
  const { signal } = options
  const running = new Set<Promise<void>>()
  for (const [index, spec] of specs.entries()) {
    if (index > 0 && index % perStep === 0 && !signal.aborted) await delay(stepMs, null, { signal }).catch(() => null)
    while (running.size >= maxInFlight) await Promise.race(running)
    const run = probeWatched(spec, options)
      .then(slots[index]?.resolve, slots[index]?.reject)
      .finally(() => running.delete(run))
    running.add(run)
  }
  await Promise.all(running)
}

/** The longest a probe may take by its own options. */
function longestMs(spec: ProbeSpec): number {
  return spec.protocol === 'http' ? spec.responseTimeoutMs : spec.timeoutMs + spec.readTimeoutMs
}

/** Probes once; a probe that outlives its deadlines is stopped, and one that does not stop is given up. */
async function probeWatched(spec: ProbeSpec, { probe, clock, signal, graceMs }: RunOptions): Promise<ProbeResult> {
  const start = startProbe(clock)
  const watchdog = new AbortController()
  const stop = AbortSignal.any([signal, watchdog.signal])
  const bark = setTimeout(() => watchdog.abort(), longestMs(spec) + graceMs)
  let giveUp: NodeJS.Timeout | undefined
  const givenUp = new Promise<ProbeResult>((resolve) => {
    const conclude = (): void => {
      const message = `${spec.protocol} ${spec.target} was not probed: the probe did not end and was given up.`
      resolve(concludeProbe(spec, start, clock, { reason: 'aborted', message }))
    }
    const wait = (): void => {
      giveUp = setTimeout(conclude, stopMs)
    }
    if (stop.aborted) wait()
    else stop.addEventListener('abort', wait, { once: true })
  })
  try {
    return await Promise.race([probe(spec, stop), givenUp])
  } finally {
    clearTimeout(bark)
    clearTimeout(giveUp)
  }
}
