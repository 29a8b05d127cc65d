import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { protocolOf } from './lab-messages.ts'

/** A folder of Categraf files with targets at these servers. */
export interface ConfigFolder {
  path: string
  /** Leaves these out, and gives the others this label: a reload that changes all of them. */
  write(without: ReadonlySet<number>, label: string): void
}

export function createConfigFolder(
  path: string,
  servers: readonly number[],
  ports: readonly number[],
  intervalMs: number,
): ConfigFolder {
  const interval = `interval = "${intervalMs / 1000}s"\n`

  function replace(file: string, text: string): void {
    mkdirSync(join(path, file, '..'), { recursive: true })
    // As an editor saves it.
    writeFileSync(join(path, `${file}.new`), text)
    renameSync(join(path, `${file}.new`), join(path, file))
  }

  return {
    path,
    write(without, label) {
      const named = `\n[instances.labels]\nround = "${label}"\n`
      const kept = servers.filter((nth) => !without.has(nth))
      const addresses = (protocol: string, prefix = '', suffix = '') =>
        JSON.stringify(
          kept.filter((nth) => protocolOf(nth) === protocol).map((nth) => `${prefix}127.0.0.1:${ports[nth]}${suffix}`),
        )
      const exchange = 'send = "ping\\n"\nexpect = "pong"\ntimeout = "1s"\nread_timeout = "1s"'
      const net = (protocol: string) =>
        `[[instances]]\ntargets = ${addresses(protocol)}\nprotocol = "${protocol}"\n${exchange}${named}`
      replace('input.net_response/net.toml', `${interval}${net('tcp')}${net('udp')}`)
      replace(
        'input.http_response/http.toml',
        `${interval}[[instances]]\ntargets = ${addresses('http', 'http://', '/')}\nresponse_timeout = "1s"\nexpect_response_status_codes = "200"${named}`,
      )
    },
  }
}
