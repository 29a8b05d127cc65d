import { type Plugin, tellingKeys } from './categraf-keys.ts'
import type { ConfigReport } from './config-report.ts'
import { isRecord, type TomlDocument } from './toml-document.ts'

/** The plugin a file is for, from its keys and targets; null when they do not tell, with an error if it has targets. */
export function tellPlugin(document: TomlDocument, report: ConfigReport): Plugin | null {
  const instances = Array.isArray(document.root.instances) ? document.root.instances.filter(isRecord) : []
  const keys = new Set(instances.flatMap((instance) => Object.keys(instance).map((key) => key.toLowerCase())))
  const targets = instances.flatMap(({ targets }) => (Array.isArray(targets) ? targets : [])).map(String)
  const urls = targets.filter((target) => /^https?:\/\//i.test(target)).length
  const net = urls < targets.length || tellingKeys('net').some((key) => keys.has(key))
  const http = urls > 0 || tellingKeys('http').some((key) => keys.has(key))
  if (net !== http) return net ? 'net' : 'http'
  if (net) {
    const message =
      'it cannot be told whether this is a net_response or an http_response file: it has keys or targets of both'
    const advice = 'put it in a directory named input.net_response or input.http_response'
    const line = document.lineOf(['instances', 0])
    report.errors.push({ code: 'unknown-plugin', file: document.file, line, message: `${message}; ${advice}` })
  }
  return null
}
