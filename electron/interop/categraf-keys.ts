import type { Table } from './toml-table.ts'

export type Plugin = 'net' | 'http'

/** Categraf's name of a plugin, which is also the end of its directory's name. */
export const pluginNames = { net: 'net_response', http: 'http_response' } as const

const everyInstance = ['targets', 'labels', 'mappings', 'interval_times']
const netInstance = [...everyInstance, 'protocol', 'timeout', 'read_timeout', 'send', 'expect']
const httpInstance = [
  ...everyInstance,
  'interface',
  'response_timeout',
  'method',
  'headers',
  'username',
  'password',
  'body',
  'follow_redirects',
  'expect_response_substring',
  'expect_response_regular_expression',
  'expect_response_status_code',
  'expect_response_status_codes',
  'http_proxy',
  'use_tls',
  'tls_ca',
  'tls_cert',
  'tls_key',
  'tls_server_name',
  'tls_min_version',
  'tls_max_version',
  'tls_cipher_suites',
  'insecure_skip_verify',
]
const instanceKeys = { net: netInstance, http: httpInstance }
const pluginKeys = {
  net: ['instances', 'interval', 'mappings', 'labels'],
  http: ['instances', 'interval', 'mappings'],
}

const relabel = 'Portlight exports every sample as it is; write metric_relabel_configs in Prometheus'
const processing: Record<string, string> = {
  metrics_drop: relabel,
  metrics_pass: relabel,
  metrics_name_prefix: relabel,
  processor_enum: relabel,
  relabel_configs: relabel,
}

/** Keys Categraf or its sample files know but that change nothing in a probe here, and Telegraf's names for others. */
const advice: Record<Plugin, { plugin: Record<string, string>; instance: Record<string, string> }> = {
  net: {
    plugin: processing,
    instance: {
      ...processing,
      interval: 'Categraf ignores it in an instance; write it above [[instances]], or write interval_times',
      address: 'write targets = ["host:port"]',
      response_timeout: 'write timeout for connecting and read_timeout for the answer',
    },
  },
  http: {
    plugin: {
      ...processing,
      labels: 'Categraf ignores it at the top of an http_response file; write it in each [[instances]]',
    },
    instance: {
      ...processing,
      interval: 'Categraf ignores it in an instance; write it above [[instances]], or write interval_times',
      timeout: 'write response_timeout, which covers the whole exchange',
      read_timeout: 'write response_timeout, which covers the whole exchange',
      trace: 'every probe measures its phases; remove it',
      disable_keepalives: 'every probe opens a connection of its own; remove it',
      tls_key_pwd: 'Categraf never uses it; write a tls_key without a password',
      address: 'write targets = ["https://host/"]',
      urls: 'write targets = ["https://host/"]',
      bearer_token: 'write headers = ["Authorization", "Bearer ..."]',
      response_string_match: 'write expect_response_regular_expression',
      response_status_code: 'write expect_response_status_code',
    },
  },
}

/** Keys that stand in instances of one plugin only, and so tell a file's plugin. */
export function tellingKeys(plugin: Plugin): string[] {
  const other = instanceKeys[plugin === 'net' ? 'http' : 'net']
  return instanceKeys[plugin].filter((key) => !other.includes(key))
}

/** Warns of every key that is unknown, or known and without effect, and says what to write in its place. */
export function warnOfKeys(table: Table, plugin: Plugin, level: 'plugin' | 'instance'): void {
  const known = (level === 'plugin' ? pluginKeys : instanceKeys)[plugin]
  for (const key of table.keys) {
    if (known.includes(key)) continue
    const told = advice[plugin][level][key]
    if (told !== undefined) {
      table.warn(key, `${key} has no effect: ${told}`)
    } else if (level === 'plugin' && instanceKeys[plugin].includes(key)) {
      table.warn(key, `${key} has no effect here; write it below [[instances]]`)
    } else {
      const near = known.find((name) => distance(name, key) <= Math.min(2, name.length / 3))
      table.warn(key, `${key} is not a key of ${pluginNames[plugin]}; ${near ? `did you mean ${near}?` : 'remove it'}`)
    }
  }
}

/** How many characters have to be put in, taken out or changed to turn one word into the other. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 0; row < a.length; row += 1) {
    const current = [row + 1]
    for (let column = 0; column < b.length; column += 1) {
      const changed = (above[column] ?? 0) + (a[row] === b[column] ? 0 : 1)
      current.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    above = current
  }
  return above[b.length] ?? 0
}
