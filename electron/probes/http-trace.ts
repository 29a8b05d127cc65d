import type { Timings } from '../contract/result.ts'
import type { SeenCertificate } from './certificate.ts'
import type { HttpSpec, ProbeEnv } from './spec.ts'

/** What one hop of a probe has measured so far; on a failure it tells how far the hop came. */
export interface HopTrace {
  timings: Omit<Timings, 'total'>
  remoteAddress: string | null
  certificate: SeenCertificate | null
}

/** One probe under way. */
export interface HttpRun {
  spec: HttpSpec
  env: ProbeEnv
  /** One deadline for everything, on the monotonic clock. */
  deadlineMs: number
  /** Waited for a place to look a name up, over all hops; it is not latency. */
  waitedMs: number
}

export function newTrace(): HopTrace {
  return { timings: { dns: null, connect: null, tls: null, firstByte: null }, remoteAddress: null, certificate: null }
}
