import { type TargetConfig, targetConfigSchema } from '../contract/target-config.ts'
import { readIntervalMs } from './categraf-duration.ts'
import type { GlobalConfig } from './categraf-global.ts'
import { readHttpInstance } from './categraf-http.ts'
import { completeTarget, type InstanceTarget, type SecretSink } from './categraf-instance.ts'
import { type Plugin, pluginNames, warnOfKeys } from './categraf-keys.ts'
import { type Labels, labelsFor, type Mappings, readLabels, readMappings, withoutUserinfo } from './categraf-labels.ts'
import { readNetInstance } from './categraf-net.ts'
import type { ConfigReport } from './config-report.ts'
import { isRecord, type TomlDocument } from './toml-document.ts'
import { kindOf, openTable, type Table } from './toml-table.ts'

/** What stands above the instances of a file. */
interface PluginLevel {
  document: TomlDocument
  table: Table
  intervalMs: number | null
  labels: Labels
  mappings: Mappings
}

/** A target as one file says it, and where in the file. */
export interface FoundTarget {
  config: TargetConfig
  document: TomlDocument
  instance: number
  position: number
}

interface Context {
  plugin: Plugin
  global: GlobalConfig
  secrets: SecretSink
  identify: (document: TomlDocument, config: { protocol: TargetConfig['protocol']; target: string }) => string
  report: ConfigReport
}

function readLevel(document: TomlDocument, { plugin, global, report }: Context): PluginLevel {
  const table = openTable(document, [], document.root, report)
  warnOfKeys(table, plugin, 'plugin')
  return {
    document,
    table,
    intervalMs: readIntervalMs(table, 'interval'),
    labels: plugin === 'net' ? readLabels(table, 'labels', global.machine) : {},
    mappings: readMappings(document, [], plugin, table, report),
  }
}

/**
 * Reads the files of one plugin. Each is parsed by itself, but as Categraf reads them as one, what stands above the
 * instances of the first holds for the later ones where they say nothing, and mappings hold for all of them.
 */
export function readPlugin(documents: readonly TomlDocument[], context: Context): FoundTarget[] {
  const levels = documents.map((document) => readLevel(document, context))
  const first = levels.find(({ table }) => table.keys.length > 0)
  const everyMapping: Mappings = new Map(levels.flatMap(({ mappings }) => [...mappings]))
  const found = levels.flatMap((level) => {
    const intervalMs = level.intervalMs ?? first?.intervalMs ?? context.global.intervalMs
    const labels = { ...first?.labels, ...level.labels }
    const mappings = [level.mappings, everyMapping]
    return readInstances({ ...level, intervalMs, labels }, mappings, context)
  })
  // An instance with an error has no targets, and its mappings are not at fault.
  if (context.report.errors.length === 0) for (const { mappings } of levels) warnOfUnused(mappings, context.report)
  return found
}

function readInstances(
  level: PluginLevel & { intervalMs: number },
  mappings: readonly Mappings[],
  context: Context,
): FoundTarget[] {
  const { document, table } = level
  const instances = table.value('instances') ?? []
  if (!Array.isArray(instances) || !instances.every(isRecord)) {
    table.fail('instances', `instances is ${kindOf(instances)}; write [[instances]] above each instance`)
    return []
  }
  return instances.flatMap((record, index) => {
    const own = openTable(document, ['instances', index], record, context.report)
    return readInstance(own, index, level, mappings, context)
  })
}

function readInstance(
  table: Table,
  index: number,
  level: PluginLevel & { intervalMs: number },
  mappings: readonly Mappings[],
  context: Context,
): FoundTarget[] {
  const { plugin, global, secrets, report } = context
  const { document } = level
  const before = report.errors.length
  warnOfKeys(table, plugin, 'instance')
  const ownMappings = readMappings(document, ['instances', index], plugin, table, report)
  const labels = { ...level.labels, ...readLabels(table, 'labels', global.machine) }
  warnOfKept(table, plugin, labels)
  const intervalMs = readTimes(table, level.intervalMs)
  const targets = plugin === 'net' ? readNetInstance(table) : readHttpInstance(table, secrets)
  if (targets === null || report.errors.length > before) return []
  const found = targets.flatMap((target) => {
    const { protocol, target: address } = target.options
    const id = context.identify(document, { protocol, target: address })
    const ownLabels = labelsFor(target.mappingKeys, [ownMappings, ...mappings], labels, global.labels)
    const config = accepted(table, target, { id, labels: { ...ownLabels }, intervalMs })
    return config ? [{ config, document, instance: index, position: target.position }] : []
  })
  warnOfUnused(ownMappings, report)
  return found
}

function readTimes(table: Table, intervalMs: number): number {
  const times = table.integer('interval_times') ?? 1
  const wanted = intervalMs * Math.max(1, times)
  if (wanted <= 86_400_000) return wanted
  table.warn('interval_times', 'interval times interval_times is over a day; one day is used')
  return 86_400_000
}

const words: Record<string, string> = { username: 'username', body: 'body', send: 'send', expect: 'expect' }

/** The finished target, or null and an error when the contract does not take it. */
function accepted(
  table: Table,
  target: InstanceTarget,
  shared: { id: string; labels: Record<string, string>; intervalMs: number },
): TargetConfig | null {
  const parsed = targetConfigSchema.safeParse(completeTarget(target, shared))
  if (parsed.success) return parsed.data
  // Never the value: it may be a header's or a password's.
  const option = String(parsed.error.issues[0]?.path[0] ?? 'target')
  const address = withoutUserinfo(target.options.target).slice(0, 80)
  table.fail(
    words[option] ?? 'targets',
    `target "${address}" cannot be used: its ${option} is too long or has a line break; shorten it to one line`,
    ...(words[option] === undefined ? [target.position] : []),
  )
  return null
}

/** The target and the protocol or method cannot be taken away from a series: they tell it from others. */
function warnOfKept(table: Table, plugin: Plugin, labels: Labels): void {
  for (const name of ['target', plugin === 'net' ? 'protocol' : 'method']) {
    if (labels[name] !== '-') continue
    table.warn(
      'labels',
      `label ${name} cannot be taken away: every ${pluginNames[plugin]} sample has it; remove "-"`,
      name,
    )
  }
}

function warnOfUnused(mappings: Mappings, report: ConfigReport): void {
  for (const [target, { used, file, line }] of mappings) {
    if (used) continue
    const message = `mappings: "${withoutUserinfo(target)}" is no target, so it has no effect; write a target as it stands in targets`
    report.warnings.push({ file, line: line(), message })
  }
}
