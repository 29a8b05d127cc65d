import type { TargetConfig } from '../contract/target-config.ts'
import { writeTarget } from '../contract/target-grammar.ts'
import { httpModule, tcpModule } from './blackbox-modules.ts'
import { type Exported, exportMark, type Warn, warnFor } from './export-file.ts'
import { goDuration } from './go-duration.ts'
import { type YamlValue, yamlText } from './yaml-text.ts'

interface Job {
  module: string
  intervalMs: number
  timeoutMs: number
  groups: { targets: string[]; labels: Record<string, string> }[]
}

/** The exporter ends a probe this much before Prometheus stops waiting for it (its `--timeout-offset`). */
const offsetMs = 500

/**
 * Modules of Prometheus' blackbox_exporter, the scrape configurations that use them, and alert rules. Targets with equal
 * options share a module, and those probed equally often a job.
 */
export function exportBlackbox(targets: readonly TargetConfig[]): Exported {
  const warnings: string[] = []
  const names = new Map<string, string>()
  const modules: Record<string, YamlValue> = {}
  const jobs = new Map<string, Job>()
  for (const target of targets) {
    const warn = warnFor(target, warnings)
    if (target.protocol === 'udp') {
      warn('it is left out: blackbox_exporter has no UDP probe')
      continue
    }
    const module = target.protocol === 'http' ? httpModule(target, warn) : tcpModule(target, warn)
    const text = JSON.stringify(module)
    const name = names.get(text) ?? `${target.protocol}_${names.size + 1}`
    names.set(text, name)
    modules[name] = module
    addToJob(jobs, name, target, warn)
  }
  const files = [
    { path: 'blackbox.yml', text: yamlText({ modules }) },
    { path: 'prometheus-scrape.yml', text: yamlText({ scrape_configs: [...jobs.values()].map(scrapeConfig) }) },
    { path: 'portlight-rules.yml', text: yamlText(rules) },
  ]
  return { files: files.map(({ path, text }) => ({ path, text: `${exportMark}\n${text}` })), warnings }
}

function probeMs(target: TargetConfig): number {
  if (target.protocol === 'http') return target.responseTimeoutMs
  const reads = (target.expect ?? '') !== '' || target.expectRegex !== undefined
  return target.timeoutMs + (reads ? target.readTimeoutMs : 0)
}

function addToJob(jobs: Map<string, Job>, module: string, target: TargetConfig, warn: Warn): void {
  const { intervalMs } = target
  const wantedMs = probeMs(target) + offsetMs
  const timeoutMs = Math.min(wantedMs, intervalMs)
  if (wantedMs > intervalMs) {
    warn(`it is given up after ${goDuration(intervalMs - offsetMs)}: Prometheus waits no longer than the interval`)
  }
  const key = JSON.stringify([module, intervalMs, timeoutMs])
  const job = jobs.get(key) ?? { module, intervalMs, timeoutMs, groups: [] }
  jobs.set(key, job)
  const labels = prometheusLabels(target, warn)
  const wanted = JSON.stringify(labels)
  let group = job.groups.find((known) => JSON.stringify(known.labels) === wanted)
  if (!group) job.groups.push((group = { targets: [], labels }))
  const address =
    target.protocol === 'http' ? target.target : writeTarget('tcp', false, target.target).slice('tcp://'.length)
  group.targets.push(address)
}

/** Labels under names that Prometheus takes; what it keeps for itself is left out. */
function prometheusLabels(target: TargetConfig, warn: Warn): Record<string, string> {
  const labels: [string, string][] = target.name === undefined ? [] : [['name', target.name]]
  for (const [written, value] of Object.entries(target.labels ?? {})) {
    const name = written.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_')
    if (name.startsWith('__') || name === 'instance' || name === 'job') {
      warn(`label ${written} is left out: Prometheus sets it itself`)
      continue
    }
    if (name !== written) warn(`label ${written} is written as ${name}, which Prometheus takes`)
    labels.push([name, value])
  }
  return Object.fromEntries(labels)
}

function scrapeConfig({ module, intervalMs, timeoutMs, groups }: Job, index: number): YamlValue {
  return {
    job_name: `portlight_${index + 1}_${module}`,
    metrics_path: '/probe',
    params: { module: [module] },
    scrape_interval: goDuration(intervalMs),
    scrape_timeout: goDuration(timeoutMs),
    static_configs: groups.map(({ targets, labels }) =>
      Object.keys(labels).length === 0 ? { targets } : { targets, labels },
    ),
    relabel_configs: [
      { source_labels: ['__address__'], target_label: '__param_target' },
      { source_labels: ['__param_target'], target_label: 'instance' },
      { target_label: '__address__', replacement: '127.0.0.1:9115' },
    ],
  }
}

/** For a minute, as Nightingale's rules wait; the certificate two weeks ahead, as renewing takes people. */
const rules = {
  groups: [
    {
      name: 'portlight',
      rules: [
        {
          alert: 'ProbeFailed',
          expr: 'probe_success{job=~"portlight_.*"} == 0',
          for: '1m',
          labels: { severity: 'warning' },
          annotations: { summary: '{{ $labels.instance }} does not answer as expected' },
        },
        {
          alert: 'CertificateExpiresSoon',
          expr: 'probe_ssl_earliest_cert_expiry{job=~"portlight_.*"} - time() < 14 * 86400',
          labels: { severity: 'warning' },
          annotations: {
            summary: 'A certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}',
          },
        },
        {
          alert: 'ProbeMissing',
          expr: 'up{job=~"portlight_.*"} == 0',
          for: '5m',
          labels: { severity: 'warning' },
          annotations: { summary: '{{ $labels.instance }} is not probed: blackbox_exporter does not answer' },
        },
      ],
    },
  ],
} satisfies YamlValue
