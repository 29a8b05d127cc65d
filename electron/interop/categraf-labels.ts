import type { Plugin } from './categraf-keys.ts'
import type { ConfigReport } from './config-report.ts'
import type { MachineFacts } from './machine.ts'
import { isRecord, type TomlDocument, type TomlPath } from './toml-document.ts'
import { isTextRecord, kindOf, type Table } from './toml-table.ts'

export type Labels = Readonly<Record<string, string>>

/** One entry of a `mappings` table: labels for one target. */
export interface Mapping {
  labels: Labels
  line: () => number | null
  file: string
  used: boolean
}
export type Mappings = ReadonlyMap<string, Mapping>

/**
 * Fills in `$hostname`, `$ip` and environment variables as Categraf does (Go's os.Expand): `$NAME` or `${NAME}`, nothing
 * for a variable that is not set. The names of those that are not set come back too.
 */
export function expandLabel(value: string, machine: MachineFacts): { text: string; unset: string[] } {
  const unset: string[] = []
  const text = value
    .replaceAll('$hostname', () => machine.hostname)
    .replaceAll('$ip', () => machine.ip)
    .replaceAll(/\$(?:\{([^}]*)\}|\{|([*#$@!?\-0-9])|([A-Za-z_]\w*))/g, (_, braced, special, plain) => {
      const name: string = braced ?? special ?? plain ?? ''
      const found = machine.env[name]
      if (found === undefined) unset.push(name)
      // Categraf's escaping, kept because the labels must come out equal.
      return (found ?? '').replaceAll(/["\\]/g, '\\$&')
    })
  return { text, unset }
}

/** Reads a `labels` table and fills in its values. `-` is left: it takes a label away. */
export function readLabels(table: Table, key: string, machine: MachineFacts): Record<string, string> {
  const written = table.textRecord(key) ?? {}
  const labels = new Map<string, string>()
  for (const [name, value] of Object.entries(written)) {
    const { text, unset } = expandLabel(value, machine)
    for (const variable of unset) {
      const reason = variable === 'sn' ? 'serial numbers are not read' : 'it is not set in the environment'
      table.warn(key, `label ${name} names $${variable}, which is empty here: ${reason}`, name)
    }
    labels.set(name, text)
  }
  return Object.fromEntries(labels)
}

/** Labels a probe sets after the mappings, so that a mapping for one of them never shows in Categraf. */
const setByProbe = { net: ['protocol'], http: ['method', 'remote_addr'] }

/** Reads a `mappings` table: whole entries by target. */
export function readMappings(
  document: TomlDocument,
  above: TomlPath,
  plugin: Plugin,
  table: Table,
  report: ConfigReport,
): Mappings {
  const mappings = new Map<string, Mapping>()
  const value = table.value('mappings')
  if (value === undefined) return mappings
  if (!isRecord(value)) {
    table.fail('mappings', `mappings is ${kindOf(value)}; it takes a table such as { "host:port" = { job = "db" } }`)
    return mappings
  }
  for (const [target, entry] of Object.entries(value)) {
    const line = () => document.lineOf([...above, 'mappings', target])
    if (isTextRecord(entry)) {
      const labels = { ...entry }
      if (plugin === 'net' && target.startsWith(':')) {
        table.warn('mappings', `mappings: Categraf never finds "${target}"; write "localhost${target}"`, target)
      }
      for (const name of setByProbe[plugin]) {
        if (!(name in labels)) continue
        delete labels[name]
        table.warn(
          'mappings',
          `label ${name} has no effect in mappings, as in Categraf; write it in labels`,
          target,
          name,
        )
      }
      mappings.set(target, { labels, line, file: document.file, used: false })
    } else {
      const advice = 'it takes labels such as { job = "db" }, and a key of the plugin itself stands above [mappings]'
      const message = `mappings: the entry "${withoutUserinfo(target)}" is ${kindOf(entry)}; ${advice}`
      report.errors.push({ code: 'invalid-value', file: document.file, line: line(), message })
    }
  }
  return mappings
}

/**
 * The labels of one target, in Categraf's order: its mapping, the instance's labels over it (`-` takes one away), the
 * global ones where none has the name. An entry of the instance's mappings replaces the plugin's entry whole.
 */
export function labelsFor(
  keys: readonly string[],
  mappings: readonly Mappings[],
  instanceLabels: Labels,
  globalLabels: Labels,
): Labels {
  const labels = new Map(Object.entries(findMapping(keys, mappings)?.labels ?? {}))
  for (const [name, value] of Object.entries(instanceLabels)) {
    if (value === '-') labels.delete(name)
    else labels.set(name, value)
  }
  for (const [name, value] of Object.entries(globalLabels)) if (!labels.has(name)) labels.set(name, value)
  return Object.fromEntries(labels)
}

function findMapping(keys: readonly string[], mappings: readonly Mappings[]): Mapping | null {
  for (const level of mappings) {
    for (const key of keys) {
      const mapping = level.get(key)
      if (mapping) {
        mapping.used = true
        return mapping
      }
    }
  }
  return null
}

/**
 * A URL or address as a message may show it: without user name and password. All up to the last "@" goes, for a password
 * that nobody escaped may hold what ends an authority.
 */
export function withoutUserinfo(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1')
}
