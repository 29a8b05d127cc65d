import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createAuthority, issue } from '../lab/certificates.ts'
import { statusHttp } from '../lab/http-servers.ts'
import { serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { closedTcpPort, silentTcp } from '../lab/tcp-servers.ts'
import { echoUdp, silentUdp } from '../lab/udp-servers.ts'
import { type Daemon, startDaemon } from './daemon.ts'

/** The program, watching one target of every kind a dashboard has something to say about. */
export interface ServedLab {
  /** `host:port` of the metrics. */
  address: string
  /** Targets as their label says them. */
  net: { up: string; closed: string; udp: string; silentUdp: string }
  http: { up: string; failing: string; secure: string; soon: string; expired: string }
  stop(): Promise<void>
}

const built = resolve(import.meta.dirname, '../../dist/cli.js')

/** Starts the lab and the built program below `directory`, on Categraf files that name the lab's servers. */
export async function serveLab(directory: string): Promise<ServedLab> {
  if (!existsSync(built)) throw new Error('dist/cli.js is not built; run npm run build')
  const open: (LabServer | Daemon)[] = []
  const use = async <T extends LabServer>(starting: Promise<T>): Promise<number> => {
    const server = await starting
    open.push(server)
    return server.port
  }
  const stop = async (): Promise<void> => {
    for (const one of open.toReversed()) await ('stop' in one ? one.stop() : one.close())
  }
  try {
    const root = await createAuthority({ commonName: 'Lab root', issuer: null })
    const leaf = { commonName: 'localhost', issuer: root, dns: ['localhost'] }
    const [good, soon, expired] = await Promise.all([
      issue(leaf),
      issue({ ...leaf, toDays: 5 }),
      issue({ ...leaf, fromDays: -40, toDays: -10 }),
    ])
    const net = {
      up: `localhost:${await use(silentTcp())}`,
      closed: `127.0.0.1:${await use(closedTcpPort())}`,
      udp: `127.0.0.1:${await use(echoUdp())}`,
      silentUdp: `127.0.0.1:${await use(silentUdp())}`,
    }
    const http = {
      up: `http://localhost:${await use(statusHttp(200, 'ok'))}/`,
      failing: `http://127.0.0.1:${await use(statusHttp(500, 'oops'))}/`,
      secure: `https://localhost:${await use(serveHttps(good))}/`,
      soon: `https://localhost:${await use(serveHttps(soon))}/`,
      expired: `https://localhost:${await use(serveHttps(expired))}/`,
    }
    const ca = join(directory, 'ca.pem')
    writeFileSync(ca, root.certPem)
    const conf = join(directory, 'conf')
    writeConf(conf, 'net_response', netToml(net))
    writeConf(conf, 'http_response', httpToml(http, ca))
    const daemon = await startDaemon(
      process.execPath,
      [built, 'serve', '--config', conf, '--data-dir', join(directory, 'data'), '--no-open', '--no-notify'],
      /^http:\/\/([^/]+)\//m,
      { HOME: directory },
    )
    open.push(daemon)
    return { address: daemon.address, net, http, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function writeConf(directory: string, plugin: string, toml: string): void {
  mkdirSync(join(directory, `input.${plugin}`), { recursive: true })
  writeFileSync(join(directory, `input.${plugin}`, `${plugin}.toml`), toml)
}

function netToml(net: ServedLab['net']): string {
  return `
interval = 1
[[instances]]
targets = ["${net.up}", "${net.closed}"]
labels = { source = "lab", region = "here" }
[[instances]]
protocol = "udp"
read_timeout = "1s"
targets = ["${net.udp}", "${net.silentUdp}"]
`
}

function httpToml(http: ServedLab['http'], ca: string): string {
  return `
interval = 1
[[instances]]
targets = ["${http.up}", "${http.failing}"]
expect_response_status_code = 200
[[instances]]
targets = ["${http.secure}", "${http.soon}", "${http.expired}"]
use_tls = true
tls_ca = "${ca}"
`
}
