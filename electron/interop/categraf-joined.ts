import { type Plugin, pluginNames } from './categraf-keys.ts'
import type { ConfigReport } from './config-report.ts'
import type { TomlDocument } from './toml-document.ts'

/**
 * Warns of what goes wrong in Categraf because it joins the files of a directory, in the order of their names, and reads
 * them as one: a table that stands in two of them stops the plugin, and a key above the tables of a later file becomes
 * part of the last table of the file before. Here every file is read by itself.
 */
export function warnOfJoining(documents: readonly TomlDocument[], plugin: Plugin, report: ConfigReport): void {
  if (documents.length < 2) return
  const defined = new Map<string, string>()
  let afterTable = false
  for (const document of documents) {
    const { file } = document
    const { keys = [], headers = [] } = document.topLevel() ?? {}
    const warn = (line: number, message: string) => report.warnings.push({ file, line, message })
    const define = (name: string, line: number, advice: string): void => {
      const first = defined.get(name)
      if (first === undefined) defined.set(name, file)
      else if (first !== file) {
        const stops = `Categraf joins this file to ${first}, where it stands too, and then ${pluginNames[plugin]} does not start`
        warn(line, `${name}: ${stops}; ${advice}`)
      }
    }
    for (const { name, line } of keys) {
      if (!afterTable) define(name, line, 'keep one of them')
      else {
        const lost = 'Categraf joins the files of a directory and ignores this key in all but the first'
        warn(line, `${name}: ${lost}; here it holds for this file`)
      }
    }
    for (const { name, kind, line } of headers) {
      const advice = name === 'mappings' ? 'write [instances.mappings]' : 'keep one of them'
      if (kind === 'standard') define(name, line, advice)
    }
    afterTable ||= headers.length > 0
  }
}
