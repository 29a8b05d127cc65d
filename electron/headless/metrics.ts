import { prometheusText } from '../interop/prometheus.ts'
import type { Monitor } from '../monitor/ports.ts'

/** The last result of every target in Prometheus' text format, and what Portlight says of itself. */
export function metricsText(monitor: Monitor, version: string): string {
  const known = monitor.targets().flatMap((target) => {
    const status = monitor.status(target.id)
    return status ? [{ target, status }] : []
  })
  // A paused target's last result is history, and Prometheus marks a series that is not scraped any more as stale.
  const measured = known.flatMap(({ target, status: { paused, lastResult } }) =>
    paused || !lastResult
      ? []
      : [{ result: lastResult, method: target.protocol === 'http' ? (target.method ?? 'GET') : null }],
  )
  const inFlight = known.filter(({ status }) => status.probing).length
  return `${prometheusText(measured)}# HELP portlight_build_info Always 1; the version is its label.
# TYPE portlight_build_info gauge
portlight_build_info{version="${version}"} 1
# HELP portlight_targets Targets known, paused ones included.
# TYPE portlight_targets gauge
portlight_targets ${known.length}
# HELP portlight_probes_in_flight Probes that have begun and not ended.
# TYPE portlight_probes_in_flight gauge
portlight_probes_in_flight ${inFlight}
`
}
