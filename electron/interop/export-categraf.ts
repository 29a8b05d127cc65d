import { stringify } from 'smol-toml'
import type { TargetConfig } from '../contract/target-config.ts'
import { type Plugin, pluginNames } from './categraf-keys.ts'
import { httpOptions } from './export-categraf-http.ts'
import { netOptions } from './export-categraf-net.ts'
import { type Exported, type ExportFile, exportMark, type Warn, warnFor } from './export-file.ts'
import { goDuration } from './go-duration.ts'

/** The options of one instance as Categraf names them. */
export type InstanceOptions = Record<string, unknown>

interface Instance {
  intervalMs: number
  options: InstanceOptions
  targets: string[]
  mappings: Record<string, Record<string, string>>
}

/**
 * Categraf's configuration of `net_response` and `http_response` for these targets. Reading it back gives the same
 * targets, but for what the warnings name. Targets with equal options share an instance; labels stand in its mappings,
 * which Categraf does not expand, so that a `$` in one stays what it is.
 */
export function exportCategraf(targets: readonly TargetConfig[]): Exported {
  const warnings: string[] = []
  const files = (['net', 'http'] as const).flatMap((plugin): ExportFile[] => {
    const own = targets.filter(({ protocol }) => (protocol === 'http') === (plugin === 'http'))
    if (own.length === 0) return []
    const name = pluginNames[plugin]
    return [{ path: `input.${name}/${name}.toml`, text: writePlugin(plugin, own, warnings) }]
  })
  return { files, warnings }
}

function writePlugin(plugin: Plugin, targets: readonly TargetConfig[], warnings: string[]): string {
  const stepMs = commonStepMs(targets.map(({ intervalMs }) => intervalMs))
  const instances: Instance[] = []
  const open = new Map<string, Instance[]>()
  for (const target of targets) {
    const warn = warnFor(target, warnings)
    const intervalMs = Math.max(stepMs, Math.round(target.intervalMs / stepMs) * stepMs)
    if (intervalMs !== target.intervalMs)
      warn(`its interval is written as ${goDuration(intervalMs)}: Categraf needs one step for all`)
    const { mapping, labels } = splitLabels(plugin, target.labels ?? {}, warn)
    const options = { ...optionsOf(target, warn), ...(Object.keys(labels).length === 0 ? {} : { labels }) }
    const key = JSON.stringify([intervalMs, options])
    const known = open.get(key) ?? []
    // A target that stands twice has an instance of its own each time: mappings go by its name.
    let instance = known.find((candidate) => !candidate.targets.includes(target.target))
    if (!instance) {
      instance = { intervalMs, options, targets: [], mappings: {} }
      instances.push(instance)
      open.set(key, [...known, instance])
    }
    instance.targets.push(target.target)
    if (Object.keys(mapping).length > 0) instance.mappings[target.target] = mapping
  }
  const document = {
    interval: goDuration(stepMs),
    instances: instances.map(({ intervalMs, options, targets, mappings }) => ({
      targets,
      ...(intervalMs === stepMs ? {} : { interval_times: intervalMs / stepMs }),
      ...options,
      ...(Object.keys(mappings).length === 0 ? {} : { mappings }),
    })),
  }
  return `${exportMark}\n${stringify(document)}\n`
}

function optionsOf(target: TargetConfig, warn: Warn): InstanceOptions {
  return target.protocol === 'http' ? httpOptions(target, warn) : netOptions(target, warn)
}

/** The greatest step of which every interval is a multiple, and at least 1 s, as Categraf counts whole ticks. */
function commonStepMs(intervals: readonly number[]): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  return Math.max(1000, intervals.reduce(divisor))
}

/** Labels that a probe of Categraf sets after the mappings; only an instance's labels come later. */
const setByProbe: Record<Plugin, readonly string[]> = { net: ['protocol'], http: ['method', 'remote_addr'] }

function splitLabels(plugin: Plugin, labels: Readonly<Record<string, string>>, warn: Warn) {
  const own: [string, string][] = []
  const ofInstance: [string, string][] = []
  for (const [name, value] of Object.entries(labels)) {
    if (!setByProbe[plugin].includes(name)) own.push([name, value])
    else if (value === '-' || value.includes('$'))
      warn(`label ${name} is left out: Categraf would not take its value as it stands`)
    else ofInstance.push([name, value])
  }
  return { mapping: Object.fromEntries(own), labels: Object.fromEntries(ofInstance) }
}
