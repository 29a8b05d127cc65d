import type { Answer } from '../contract/schemas.ts'
import { type MetricsSettings, type MetricsView, metricsDefaults } from '../contract/settings.ts'
import { createMonitorMetrics } from '../interop/prometheus-monitor.ts'
import type { Monitor } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { Notices } from './notices.ts'
import type { Handlers } from './requests.ts'

/** Serves `text` as /metrics on a loopback port. It fails in words when the port cannot be had. */
export type ListenMetrics = (
  port: number,
  text: () => Promise<string>,
) => Promise<{ ok: true; server: { stop(): Promise<void> } } | { ok: false; message: string }>

export interface MetricsSwitchDeps {
  settings: SettingsStore
  monitor: Monitor
  notices: Pick<Notices, 'raise' | 'drop'>
  version: string
  /** Null where metrics are served anyway, on an address of the host's. */
  listen: ListenMetrics | null
}

export interface MetricsSwitch {
  /** Begins as the settings say. A port that cannot be had is a notice. */
  start(): Promise<void>
  stop(): Promise<void>
  handlers: Pick<Handlers, 'metrics:get' | 'metrics:set'>
}

const noticeId = 'metrics'

/** Serves metrics while the settings say so. Changes are made one after the other. */
export function createMetricsSwitch(deps: MetricsSwitchDeps): MetricsSwitch {
  const { settings, monitor, notices, version, listen } = deps
  let running: { port: number; stop(): Promise<void> } | null = null
  let fault: string | null = null
  let stopped = false
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: two at once would both want the same port. */
  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = last.then(act)
    last = turn.catch(() => null)
    return turn
  }

  async function begin(port: number): Promise<string | null> {
    if (listen === null || stopped) return null
    // What it counts begins anew, which Prometheus takes as the restart it is.
    const metrics = createMonitorMetrics(monitor, version)
    const listening = await listen(port, () => metrics.text())
    if (!listening.ok) {
      metrics.stop()
      return listening.message
    }
    running = {
      port,
      async stop() {
        metrics.stop()
        await listening.server.stop()
      },
    }
    return null
  }

  async function end(): Promise<void> {
    const ending = running
    running = null
    await ending?.stop()
  }

  const wanted = (): MetricsSettings => settings.current.metrics ?? metricsDefaults

  function view(): MetricsView {
    const { enabled, port } = wanted()
    return { enabled, port, address: running === null ? null : `http://127.0.0.1:${running.port}/metrics`, fault }
  }

  /** With the old port given up only once the new one is had, a port that is taken changes nothing. */
  async function set(next: MetricsSettings): Promise<Answer<MetricsView>> {
    if (listen === null) {
      const message = 'this host serves its metrics at /metrics of its own address, and cannot be told otherwise'
      return { ok: false, code: 'unsupported', message }
    }
    const before = running
    if (next.enabled && before?.port !== next.port) {
      const message = await begin(next.port)
      if (message !== null) return { ok: false, code: 'port-unavailable', message }
      await before?.stop()
    }
    if (!next.enabled) await end()
    const saved = settings.change((all) => ({ ...all, metrics: next }))
    fault = null
    notices.drop(noticeId)
    if (saved.ok) return { ok: true, value: view() }
    await end()
    const { enabled, port } = wanted()
    if (enabled) fault = await begin(port)
    return { ok: false, code: 'not-saved', message: saved.message }
  }

  return {
    start: () =>
      inTurn(async () => {
        const { enabled, port } = wanted()
        if (!enabled || running !== null) return
        fault = await begin(port)
        if (fault === null) return
        const params = { port: String(port), reason: fault }
        notices.raise({ id: noticeId, severity: 'warning', code: 'metrics-unavailable', params })
      }),
    stop() {
      stopped = true
      return inTurn(end)
    },
    handlers: {
      'metrics:get': () => ({ ok: true, value: view() }),
      'metrics:set': (next) => inTurn(() => set(next)),
    },
  }
}
