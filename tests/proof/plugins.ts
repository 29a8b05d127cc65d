import { parseStatusList } from '../../electron/contract/status-list.ts'
import type { HttpTarget, TargetConfig, TcpTarget, UdpTarget } from '../../electron/contract/target-config.ts'
import type { PeerAnswer } from './blackbox.ts'
import { runProgram } from './daemon.ts'
import { labPassword } from './proof-lab.ts'
import { type ProofTool, tool } from './tools.ts'

type Command = { name: ProofTool; args: string[] } | { cannot: string }

/** Asks the monitoring plugin for the target's protocol. OK is a success; WARNING, CRITICAL and UNKNOWN are none. */
export async function askPlugin(target: TargetConfig): Promise<PeerAnswer> {
  const command = commandFor(target)
  if ('cannot' in command) return command
  const { status, output } = await runProgram(tool(command.name), command.args)
  return { success: status === 0, output: `${status}: ${output}` }
}

function commandFor(target: TargetConfig): Command {
  if (target.protocol === 'http') return httpCommand(target)
  return target.protocol === 'tcp' ? tcpCommand(target) : udpCommand(target)
}

const unverified = 'it does not verify certificates'

function tcpCommand(target: TcpTarget): Command {
  if (target.tls && !target.tls.insecureSkipVerify) return { cannot: unverified }
  const options = [...exchange(target), ...(target.tls ? ['-S'] : [])]
  return { name: 'check_tcp', args: [...place(target.target), ...within(target.timeoutMs), ...options] }
}

function udpCommand(target: UdpTarget): Command {
  if (target.send === undefined || target.expect === undefined) {
    return { cannot: 'it wants something to send and something to expect' }
  }
  if (target.expect.includes('\0')) return { cannot: 'an argument cannot hold a NUL byte' }
  return { name: 'check_udp', args: [...place(target.target), ...within(target.readTimeoutMs), ...exchange(target)] }
}

/** A mismatch is a warning unless told, and for us a failure either way. */
function exchange({ send, expect }: TcpTarget | UdpTarget): string[] {
  return [...(send === undefined ? [] : ['-s', send]), ...(expect === undefined ? [] : ['-e', expect, '-M', 'crit'])]
}

function httpCommand(target: HttpTarget): Command {
  const { method, headers = [], username, password, body, tls } = target
  // Not by URL, which does not take the port 99999.
  const [, scheme, host = '', port = '80', path = '/'] =
    /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)$/.exec(target.target) ?? []
  const secure = scheme === 'https'
  if (secure && !tls?.insecureSkipVerify) return { cannot: unverified }
  if (target.proxy !== undefined) return { cannot: 'a proxy is to it the server itself' }
  if (target.expectRegex !== undefined) return { cannot: 'its patterns are POSIX’, not RE2’s' }
  const args = [
    '-I',
    host,
    '-p',
    port,
    '-u',
    path,
    ...within(target.responseTimeoutMs),
    // Asked for a status it takes a redirect for the answer.
    ...(target.followRedirects ? ['-f', 'follow'] : statusArguments(target.expectStatus)),
    ...(secure ? ['-S', '--sni'] : []),
    ...(method === undefined ? [] : ['-j', method]),
    ...headers.flatMap(headerArguments),
    ...(body === undefined ? [] : ['-P', body]),
    ...(username === undefined || password === undefined ? [] : ['-a', `${username}:${labPassword}`]),
    ...(target.expectSubstring === undefined ? [] : ['-s', target.expectSubstring]),
  ]
  return { name: 'check_http', args }
}

function headerArguments({ name, value }: NonNullable<HttpTarget['headers']>[number]): string[] {
  if (typeof value !== 'string') return []
  return name.toLowerCase() === 'host' ? ['-H', value] : ['-k', `${name}: ${value}`]
}

/** It looks for texts in the status line. */
function statusArguments(expectStatus: string | undefined): string[] {
  if (expectStatus === undefined) return ['-e', 'HTTP/1.']
  const parsed = parseStatusList(expectStatus)
  if (!parsed.ok) throw new Error(`${expectStatus} is no list of statuses`)
  return ['-e', parsed.value.flatMap((range) => hundreds(range)).join(',')]
}

function hundreds(range: { from: number; to: number }): string[] {
  if (range.from === range.to) return [`.1 ${range.from}`]
  const first = Math.floor(range.from / 100)
  return Array.from({ length: Math.floor(range.to / 100) - first + 1 }, (_, index) => `.1 ${first + index}`)
}

function place(target: string): string[] {
  const at = target.lastIndexOf(':')
  return ['-H', target.slice(0, at), '-p', target.slice(at + 1)]
}

function within(timeoutMs: number): string[] {
  return ['-t', String(Math.ceil(timeoutMs / 1000))]
}
