import { type ProbeResult, toRecord } from '../contract/result.ts'
import { localMachine, type MachineFacts } from '../interop/machine.ts'
import { prometheusText } from '../interop/prometheus.ts'
import { systemClock } from '../monitor/system-clock.ts'
import { createLookup } from '../probes/lookup.ts'
import { createMatcher } from '../probes/matcher.ts'
import { probe } from '../probes/probe.ts'
import type { ProbeClock, TrustStore } from '../probes/spec.ts'
import { createTrustStore } from '../probes/trust.ts'
import { type CheckArguments, type CheckRequest, readCheckArguments } from './check-arguments.ts'
import { type Plan, planCheck } from './check-plan.ts'
import { type ProbeOnce, probeInOrder } from './check-run.ts'
import { createTextReport, wantsColour } from './check-text.ts'
import { checkUsage, version } from './help.ts'
import { quietStreams, type TextStream, untilUnread, written } from './written.ts'

/** Where output goes; `process.stdout` is one. */
export interface Output extends TextStream {
  readonly isTTY?: boolean
}

export interface CheckIo {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** Fires when the person interrupts. */
  signal: AbortSignal
}

export interface CheckDeps {
  probe: ProbeOnce
  trust: TrustStore
  clock: ProbeClock
  machine: MachineFacts
  /** How long after its own deadlines a probe is stopped. */
  graceMs: number
  /** How long reading files may take. */
  planMs: number
}

const interrupted = 130

/** This machine's resolver, trust anchors and clocks. */
function realDeps({ env }: CheckIo): CheckDeps {
  const clock = systemClock
  const lookup = createLookup({ clock })
  const trust = createTrustStore()
  const matcher = createMatcher()
  const userAgent = `Portlight/${version}`
  return {
    probe: (spec, signal) => probe(spec, { signal, clock, lookup, trust, matcher, userAgent }),
    trust,
    clock,
    machine: localMachine(env),
    graceMs: 5000,
    planMs: 30_000,
  }
}

/**
 * Runs `portlight check` and answers its exit status: 0 all succeeded, 1 some did not, 2 an argument or a file is wrong
 * and nothing was probed, 130 interrupted. It always ends, whatever the network does. Output that cannot be written is 1.
 */
export async function runCheck(argv: readonly string[], io: CheckIo, deps: CheckDeps = realDeps(io)): Promise<number> {
  return untilUnread('check', io.stderr, () => answer(readCheckArguments(argv), io, deps))
}

async function answer(request: CheckRequest, io: CheckIo, deps: CheckDeps): Promise<number> {
  switch (request.kind) {
    case 'help':
      await written(io.stdout, checkUsage)
      return 0
    case 'version':
      await written(io.stdout, `${version}\n`)
      return 0
    case 'wrong':
      await written(io.stderr, request.message === null ? checkUsage : wrongText(request.message))
      return 2
    case 'check':
      return check(request.arguments, io, deps)
  }
}

function wrongText(message: string): string {
  return `portlight check: ${message}\nTry: portlight check --help\n`
}

async function check(request: CheckArguments, io: CheckIo, deps: CheckDeps): Promise<number> {
  const plan = await planInTime(request, io.signal, deps)
  if (plan === null) {
    if (io.signal.aborted) return interrupted
    await written(
      io.stderr,
      'portlight check: the files could not be read in time; look for one that is not a plain file\n',
    )
    return 2
  }
  const said = [...plan.warnings, ...plan.errors]
  if (said.length > 0) await written(io.stderr, `${said.join('\n')}\n`)
  if (plan.errors.length > 0) return 2
  const results = await report(plan, request, io, deps)
  if (io.signal.aborted) return interrupted
  return results.every(({ resultCode }) => resultCode === 0) ? 0 : 1
}

/** Null when it took too long (a named pipe given as a key file never ends) or was interrupted. */
async function planInTime(request: CheckArguments, signal: AbortSignal, deps: CheckDeps): Promise<Plan | null> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(deps.planMs)])
  const { promise: stopped, resolve } = Promise.withResolvers<null>()
  const onAbort = (): void => resolve(null)
  stop.addEventListener('abort', onAbort)
  if (stop.aborted) onAbort()
  try {
    return await Promise.race([planCheck(request, deps), stopped])
  } finally {
    stop.removeEventListener('abort', onAbort)
  }
}

async function report(plan: Plan, request: CheckArguments, io: CheckIo, deps: CheckDeps): Promise<ProbeResult[]> {
  const { probes } = plan
  const { clock } = deps
  const startMs = clock.monotonicMs()
  const text = createTextReport(
    probes.map(({ address }) => address),
    { colour: wantsColour(io.env, io.stdout.isTTY ?? false), nowMs: () => clock.wallMs() },
  )
  const results: ProbeResult[] = []
  const specs = probes.map(({ spec }) => spec)
  for await (const result of probeInOrder(specs, { ...deps, signal: io.signal })) {
    const address = probes[results.length]?.address ?? result.target
    results.push(result)
    if (request.format === 'text') await written(io.stdout, text.line(address, result))
  }
  switch (request.format) {
    case 'text':
      await written(io.stdout, text.summary(results, clock.monotonicMs() - startMs))
      break
    case 'json':
      await written(io.stdout, `${JSON.stringify({ results: results.map(toRecord) })}\n`)
      break
    case 'prometheus':
      await written(
        io.stdout,
        prometheusText(results.map((result, index) => ({ result, method: methodOf(specs[index]) }))),
      )
      break
  }
  return results
}

function methodOf(spec: Plan['probes'][number]['spec'] | undefined): string | null {
  return spec?.protocol === 'http' ? spec.method : null
}

/** Runs the command on this process's streams. The first interrupt stops it, the second ends it at once. */
export async function run(argv: string[]): Promise<number> {
  const interrupt = new AbortController()
  process.once('SIGINT', () => interrupt.abort())
  quietStreams()
  return runCheck(argv, { stdout: process.stdout, stderr: process.stderr, env: process.env, signal: interrupt.signal })
}
