import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs these tests compare with, by name, and the Debian package each comes in. */
export const proofTools = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-blackbox-exporter': 'prometheus-blackbox-exporter',
  check_tcp: 'monitoring-plugins-basic',
  check_udp: 'monitoring-plugins-basic',
  check_http: 'monitoring-plugins-basic',
} as const
export type ProofTool = keyof typeof proofTools

/** Plugins are kept apart from what people call: here on Debian, Fedora, Arch. */
const pluginDirectories = ['/usr/lib/nagios/plugins', '/usr/lib64/nagios/plugins', '/usr/lib/monitoring-plugins']

/** Where the program is, or null where it is not installed. */
export function findTool(name: ProofTool): string | null {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...pluginDirectories]
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null
}

/** Where the program is. Throws one line that says what to install. */
export function tool(name: ProofTool): string {
  const path = findTool(name)
  if (path !== null) return path
  throw new Error(
    `${name} is not installed; on Debian or Ubuntu: sudo apt-get install --no-install-recommends ${proofTools[name]}`,
  )
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
