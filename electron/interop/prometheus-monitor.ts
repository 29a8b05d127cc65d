import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { localFaultReasons } from '../contract/reasons.ts'
import { type CertificateRecord, isVerdict, type ProbeResult } from '../contract/result.ts'
import { type Protocol, resultLabel } from '../contract/result-codes.ts'
import type { Monitor, MonitorEvent } from '../monitor/ports.ts'
import { type Measured, prometheusText } from './prometheus.ts'

export interface MonitorMetrics {
  /** What a scrape is answered with: the last result of every target, then what the monitor says of itself. */
  text(): Promise<string>
  /** Counts no more. */
  stop(): void
}

/** From a healthy event loop's fraction of a millisecond to a queue a whole minute long. */
const lagBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60]
const protocols: readonly Protocol[] = ['tcp', 'udp', 'http']

/**
 * Keeps what a scrape of `monitor` says. It counts from here on, so make it before the first probe. The registry is its
 * own: nothing else in the process appears in a scrape.
 */
export function createMonitorMetrics(
  monitor: Pick<Monitor, 'targets' | 'status' | 'subscribe'>,
  version: string,
): MonitorMetrics {
  const registry = new Registry()
  const registers = [registry]
  new Gauge({
    name: 'portlight_build_info',
    help: 'Always 1; the version is its label.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1)
  const known = new Gauge({ name: 'portlight_targets', help: 'Targets known, paused ones included.', registers })
  const inFlight = new Gauge({
    name: 'portlight_probes_in_flight',
    help: 'Probes that have begun and not ended.',
    registers,
  })
  const probes = new Counter({
    name: 'portlight_probes_total',
    help: 'Probes that ended with a verdict on their target.',
    labelNames: ['protocol', 'result'],
    registers,
  })
  const localFaults = new Counter({
    name: 'portlight_local_faults_total',
    help: 'Probes that ended without a verdict, because this machine could not probe.',
    labelNames: ['reason'],
    registers,
  })
  const lag = new Histogram({
    name: 'portlight_schedule_lag_seconds',
    help: 'How long after its slot a probe began. It is no part of any response time.',
    buckets: lagBuckets,
    registers,
  })
  // A counter that begins with its first event hides that event from rate().
  for (const protocol of protocols) for (const result of labelsOf(protocol)) probes.inc({ protocol, result }, 0)
  for (const reason of localFaultReasons) localFaults.inc({ reason }, 0)

  // An alert on a certificate's end must not recover because its site cannot be reached at all.
  const certificates = new Map<string, CertificateRecord>()
  for (const { id } of monitor.targets()) keep(monitor.status(id)?.lastResult ?? null)

  function keep(result: ProbeResult | null): void {
    if (result?.certificate) certificates.set(result.id, result.certificate)
    // Without one it was reached: it has none.
    else if (result?.resultCode === 0) certificates.delete(result.id)
  }

  function count(event: MonitorEvent): void {
    if (event.type === 'removed') certificates.delete(event.id)
    if (event.type === 'replaced') certificates.delete(event.target.id)
    if (event.type !== 'result') return
    const { result, lagMs } = event
    keep(result)
    if (isVerdict(result)) probes.inc({ protocol: result.protocol, result: result.result ?? '' })
    else localFaults.inc({ reason: result.reason ?? 'aborted' })
    if (lagMs !== null) lag.observe(lagMs / 1000)
  }

  return {
    async text() {
      const targets = monitor.targets()
      known.set(targets.length)
      inFlight.set(targets.filter(({ id }) => monitor.status(id)?.probing).length)
      return `${prometheusText(measuredTargets(monitor, certificates))}${await registry.metrics()}`
    },
    stop: monitor.subscribe(count),
  }
}

/** Every result name of the protocol's family, in the order of its codes. */
function labelsOf(protocol: Protocol): string[] {
  const labels: string[] = []
  for (let label = resultLabel(protocol, 0); label !== null; label = resultLabel(protocol, labels.length)) {
    labels.push(label)
  }
  return labels
}

/** The last result of every target that has one, with the last certificate it showed. */
export function measuredTargets(
  monitor: Pick<Monitor, 'targets' | 'status'>,
  certificates: ReadonlyMap<string, CertificateRecord>,
): Measured[] {
  return monitor.targets().flatMap((target) => {
    const { paused = null, lastResult: result = null } = monitor.status(target.id) ?? {}
    // A paused target's last result is history, and Prometheus marks a series that is not scraped any more as stale.
    if (paused || !result) return []
    const certificate = result.certificate ?? certificates.get(target.id) ?? null
    return [
      { result: { ...result, certificate }, method: target.protocol === 'http' ? (target.method ?? 'GET') : null },
    ]
  })
}
