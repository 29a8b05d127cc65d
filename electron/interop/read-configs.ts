import { resolve } from 'node:path'
import type { TargetConfig } from '../contract/target-config.ts'
import { parseTarget } from '../contract/target-grammar.ts'
import { type FileGroup, findFiles } from './categraf-files.ts'
import { type GlobalConfig, globalDefaults, readGlobal } from './categraf-global.ts'
import type { SecretSink } from './categraf-instance.ts'
import { warnOfJoining } from './categraf-joined.ts'
import { tellPlugin } from './categraf-kind.ts'
import { type FoundTarget, readPlugin } from './categraf-plugin.ts'
import type { ConfigError, ConfigReport, ConfigWarning } from './config-report.ts'
import { identifier } from './identity.ts'
import type { MachineFacts } from './machine.ts'
import { type DocumentReader, readDocument } from './read-document.ts'
import { parseDocument, type TomlDocument } from './toml-document.ts'

/** A target that a file names. */
export interface LoadedTarget {
  config: TargetConfig
  /** Absolute path. */
  sourceFile: string
  /** The file as the person gave it, for messages. */
  file: string
  /** The line of one of its instance's keys, such as `tls_ca`; of the target itself for null. */
  lineOf: (key: string | null) => number | null
}

export interface ConfigRead {
  /** In the order the paths were given; net before http, files by name, instances and targets in file order. */
  targets: LoadedTarget[]
  warnings: ConfigWarning[]
  errors: ConfigError[]
}

/** The most one path may name: a machine that probes more has no time left to measure. */
export const maxTargets = 10_000

export interface ReadOptions {
  /** Reads one file; `readDocument` unless told otherwise. */
  documents?: DocumentReader
  /** Takes passwords, private keys and the values of headers that carry either. */
  secrets: SecretSink
  machine: MachineFacts
}

/**
 * Reads Categraf's configuration of `net_response` and `http_response`: TOML files, `input.…` directories, or directories
 * that hold them. It never throws: what cannot be read is an error in the answer, and the rest is read all the same.
 */
export async function readConfigs(paths: readonly string[], options: ReadOptions): Promise<ConfigRead> {
  const report: ConfigReport = { warnings: [], errors: [] }
  const seen = new Set<string>()
  const targets: LoadedTarget[] = []
  for (const path of paths) targets.push(...(await readPath(path, options, seen, report)))
  return { targets, ...report }
}

async function readPath(
  path: string,
  options: ReadOptions,
  seen: Set<string>,
  report: ConfigReport,
): Promise<LoadedTarget[]> {
  const errorsBefore = report.errors.length
  const { groups, mainFile } = await findFiles(path, report)
  if (groups.length === 0) return []
  const global = await readGlobal(mainFile, options.machine, options.documents ?? readDocument, report)
  const found: FoundTarget[] = []
  for (const group of groups) found.push(...(await readGroup(group, global, options, seen, report)))
  if (found.length === 0 && report.errors.length === errorsBefore) {
    const message = 'there are no targets in it; write them in targets = [...] below [[instances]]'
    report.warnings.push({ file: path, line: null, message })
  }
  if (found.length > maxTargets) {
    const message = `there are ${found.length} targets in it; at most ${maxTargets} are read, so give a part of them`
    report.errors.push({ code: 'too-large', file: path, line: null, message })
    return []
  }
  warnOfProxy(found, options.machine, report)
  return found.map(loadedFrom)
}

/** Reads a text as one such file that stands alone. */
export function readConfigText(
  text: string,
  file: string,
  { secrets, machine }: Pick<ReadOptions, 'secrets' | 'machine'>,
): ConfigRead {
  const report: ConfigReport = { warnings: [], errors: [] }
  const parsed = parseDocument(file, text)
  if (!parsed.ok) return { targets: [], warnings: [], errors: [parsed.error] }
  const { document } = parsed
  const plugin = tellPlugin(document, report)
  const identify = identifier(file)
  const found =
    plugin === null
      ? []
      : readPlugin([document], {
          plugin,
          global: globalDefaults(machine),
          secrets,
          report,
          identify: (_, { protocol, target }) => identify(protocol, target),
        })
  warnOfProxy(found, machine, report)
  return { targets: found.map((target) => ({ ...loadedFrom(target), sourceFile: file })), ...report }
}

function loadedFrom({ config, document, instance, position }: FoundTarget): LoadedTarget {
  return {
    config,
    sourceFile: resolve(document.file),
    file: document.file,
    lineOf: (key) => document.lineOf(['instances', instance, ...(key === null ? ['targets', position] : [key])]),
  }
}

async function readGroup(
  { plugin: told, files }: FileGroup,
  global: GlobalConfig,
  { secrets, documents: read = readDocument }: ReadOptions,
  seen: Set<string>,
  report: ConfigReport,
): Promise<FoundTarget[]> {
  const documents: TomlDocument[] = []
  for (const file of files) {
    if (seen.has(resolve(file))) {
      report.warnings.push({ file, line: null, message: 'this file is given twice; it is read once' })
      continue
    }
    seen.add(resolve(file))
    const document = await read(file, report)
    if (document) documents.push(document)
  }
  const [only] = documents
  const plugin = told ?? (only ? tellPlugin(only, report) : null)
  if (plugin === null) return []
  warnOfJoining(documents, plugin, report)
  const identifiers = new Map(documents.map(({ file }) => [file, identifier(resolve(file))]))
  return readPlugin(documents, {
    plugin,
    global,
    secrets,
    report,
    identify: ({ file }, { protocol, target }) => identifiers.get(file)?.(protocol, target) ?? '',
  })
}

/** Categraf goes through the proxies of its environment, except to this machine; Portlight through none but `http_proxy`. */
function warnOfProxy(found: readonly FoundTarget[], { env }: MachineFacts, report: ConfigReport): void {
  for (const scheme of ['http', 'https']) {
    const variable = [`${scheme.toUpperCase()}_PROXY`, `${scheme}_proxy`].find((name) => (env[name] ?? '') !== '')
    if (variable === undefined) continue
    const first = found.find(
      ({ config }) => config.protocol === 'http' && !config.proxy && goesOut(config.target, scheme),
    )
    if (!first) continue
    const { document, instance, position } = first
    const line = document.lineOf(['instances', instance, 'targets', position])
    const message = `Categraf would go through the proxy in ${variable}; Portlight does not, so write http_proxy if it must`
    report.warnings.push({ file: document.file, line, message })
  }
}

function goesOut(url: string, scheme: string): boolean {
  if (!url.toLowerCase().startsWith(`${scheme}://`)) return false
  const parsed = parseTarget(url)
  return parsed.ok && !/^(localhost|127\..*|::1)$/.test(parsed.value.host)
}
