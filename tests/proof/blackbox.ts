import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseStatusList, statusAccepted } from '../../electron/contract/status-list.ts'
import type { HttpTarget, TargetConfig, TcpTarget, TlsOptions } from '../../electron/contract/target-config.ts'
import { type Daemon, listeningOn, startDaemon } from './daemon.ts'
import type { ProofLab } from './proof-lab.ts'
import { tool } from './tools.ts'

/** The verdict of another program, or why it cannot be asked. */
export type PeerAnswer = { success: boolean; output: string } | { cannot: string }

/** A running blackbox exporter with one module per target. */
export interface Blackbox {
  ask(target: TargetConfig): Promise<PeerAnswer>
  stop(): Promise<void>
}

/** Starts Debian's exporter, configured for these targets in `directory`. */
export async function startBlackbox(
  directory: string,
  targets: readonly TargetConfig[],
  lab: ProofLab,
): Promise<Blackbox> {
  const modules = targets.flatMap((target, nth) =>
    target.protocol === 'udp' ? [] : [[`m${nth}`, moduleOf(target, lab)]],
  )
  const config = join(directory, 'blackbox.yml')
  // YAML takes JSON as it is.
  writeFileSync(config, JSON.stringify({ modules: Object.fromEntries(modules) }))
  const daemon: Daemon = await startDaemon(
    tool('prometheus-blackbox-exporter'),
    [`--config.file=${config}`, '--web.listen-address=127.0.0.1:0'],
    listeningOn,
  )
  return {
    async ask(target) {
      if (target.protocol === 'udp') return { cannot: 'it does not probe UDP' }
      const query = new URLSearchParams({ target: target.target, module: `m${targets.indexOf(target)}`, debug: 'true' })
      const output = await (await fetch(`http://${daemon.address}/probe?${query}`)).text()
      const [, success] = /^probe_success ([01])$/m.exec(output) ?? []
      if (success === undefined) throw new Error(`the exporter gave no verdict on ${target.target}: ${output}`)
      return { success: success === '1', output }
    },
    stop: () => daemon.stop(),
  }
}

const anyStatus = Array.from({ length: 500 }, (_, index) => index + 100)

function moduleOf(target: TcpTarget | HttpTarget, lab: ProofLab): object {
  return target.protocol === 'tcp' ? tcpModule(target) : httpModule(target, lab)
}

function tcpModule({ timeoutMs, send, expect, tls }: TcpTarget): object {
  const exchange = [
    // The exporter ends what it sends with a newline of its own.
    ...(send === undefined ? [] : [{ send: send.replace(/\r?\n$/, '') }]),
    ...(expect === undefined ? [] : [{ expect: quoted(expect) }]),
  ]
  return {
    prober: 'tcp',
    timeout: `${timeoutMs}ms`,
    tcp: {
      preferred_ip_protocol: 'ip4',
      query_response: exchange,
      ...(tls === undefined ? {} : { tls: true, tls_config: tlsConfig(tls) }),
    },
  }
}

function httpModule(target: HttpTarget, lab: ProofLab): object {
  const { expectStatus, expectSubstring, expectRegex, username, password, headers = [] } = target
  const list = expectStatus === undefined ? null : parseStatusList(expectStatus)
  const body = [
    ...(expectSubstring === undefined ? [] : [quoted(expectSubstring)]),
    ...(expectRegex === undefined ? [] : [expectRegex]),
  ]
  return {
    prober: 'http',
    timeout: `${target.responseTimeoutMs}ms`,
    http: {
      preferred_ip_protocol: 'ip4',
      method: target.method ?? 'GET',
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      valid_status_codes: list?.ok ? anyStatus.filter((status) => statusAccepted(list.value, status)) : anyStatus,
      follow_redirects: target.followRedirects,
      fail_if_body_not_matches_regexp: body,
      tls_config: tlsConfig(target.tls ?? {}),
      ...(target.body === undefined ? {} : { body: target.body }),
      ...(target.proxy === undefined ? {} : { proxy_url: target.proxy }),
      ...(username === undefined || password === undefined
        ? {}
        : { basic_auth: { username, password: lab.plain(password) } }),
    },
  }
}

function tlsConfig({ insecureSkipVerify, serverName, ca, cert, key }: TlsOptions): object {
  return {
    insecure_skip_verify: insecureSkipVerify ?? false,
    server_name: serverName,
    ca_file: fileOf(ca),
    cert_file: fileOf(cert),
    key_file: fileOf(key),
  }
}

function fileOf(pem: TlsOptions['ca']): string | undefined {
  return pem !== undefined && 'file' in pem ? pem.file : undefined
}

/** Text as a pattern that matches just it, in RE2 syntax. */
function quoted(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}
