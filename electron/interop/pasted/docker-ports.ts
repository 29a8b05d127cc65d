import { joinHostPort } from '../../contract/target-grammar.ts'

/** A port that a container publishes, as an address of the computer it runs on. */
export interface DockerPort {
  protocol: 'tcp' | 'udp'
  target: string
  /** The container and, where it publishes several, the port inside it; null where the line has no name. */
  name: string | null
}

export interface DockerRow {
  ports: DockerPort[]
  warnings: string[]
}

/** Where in the rows of `docker ps` the container's name stands; null where it does not. */
export type DockerColumns = { names: { from: number; to: number | null } | null }

const published =
  /(?:(\[[0-9a-f:.%]+\]|\d+\.\d+\.\d+\.\d+|::):)?(\d{1,5})(?:-(\d{1,5}))?->(\d{1,5})(?:-\d{1,5})?\/(tcp|udp|sctp)/gi
/** `docker port NAME`. */
const listed = /^(\d{1,5})\/(tcp|udp|sctp)\s+->\s+(\[[0-9a-f:.%]+\]|\d+\.\d+\.\d+\.\d+|::):(\d{1,5})$/i
const exposedOnly = /^(?:\d{1,5}(?:-\d{1,5})?\/(?:tcp|udp|sctp)(?:,\s*|$))+$/i

/** The most ports that one range may name: nobody watches more of one container. */
const maxRange = 100

/** The head of a table of `docker ps`, `docker compose ps` or podman's; null for any other line. */
export function dockerHead(line: string): DockerColumns | null {
  if (!/(?:^|\s)PORTS(?:\s|$)/.test(line) || !/(?:^|\s)(?:CONTAINER ID|NAMES?|IMAGE|STATUS)(?:\s|$)/.test(line))
    return null
  const from = /(?:^|\s)(NAMES?)(?:\s|$)/.exec(line)
  if (!from) return { names: null }
  const start = from.index + from[0].indexOf('N')
  const next = /\S/.exec(line.slice(start + (from[1]?.length ?? 0)))
  return { names: { from: start, to: next ? start + (from[1]?.length ?? 0) + next.index : null } }
}

/** Whether a line speaks of ports as docker does: `0.0.0.0:8080->80/tcp`, `80/tcp -> 0.0.0.0:8080`, `5432/tcp`. */
export function isDockerLine(line: string): boolean {
  const text = line.trim()
  return /\d->\d{1,5}(?:-\d{1,5})?\/(?:tcp|udp|sctp)/i.test(text) || listed.test(text) || exposedOnly.test(text)
}

/** Reads one row. An address for all interfaces is this computer's own; the same port of IPv4 and IPv6 is one. */
export function readDockerRow(line: string, columns: DockerColumns | null): DockerRow {
  const row: DockerRow = { ports: [], warnings: [] }
  const place = columns?.names
  const container = place
    ? line
        .slice(place.from, place.to ?? undefined)
        .trim()
        .split(/\s/)[0] || null
    : null
  const found: { host: string; port: number; inside: string; protocol: string }[] = []
  const [, inside = '', protocol = '', host = '', port = ''] = listed.exec(line.trim()) ?? []
  if (port !== '') found.push({ host, port: Number(port), inside, protocol })
  for (const [whole, ip = '0.0.0.0', first = '', last = first, within = '', kind = ''] of line.matchAll(published)) {
    const count = Number(last) - Number(first) + 1
    if (count > maxRange || count < 1) {
      row.warnings.push(`${whole}: at most ${maxRange} ports of a range are read; write those to watch one by one`)
      continue
    }
    for (let nth = 0; nth < count; nth += 1) {
      found.push({ host: ip, port: Number(first) + nth, inside: String(Number(within) + nth), protocol: kind })
    }
  }
  if (found.length === 0) {
    const whose = container === null ? 'it' : container
    row.warnings.push(`${whose} publishes no port, so only other containers reach it; publish one with -p`)
  }
  const seen = new Set<string>()
  const several = new Set(found.map((each) => each.port)).size > 1
  for (const each of found) {
    const kind = each.protocol.toLowerCase()
    if (kind !== 'tcp' && kind !== 'udp') {
      row.warnings.push(`port ${each.port}: ${kind.toUpperCase()} is not probed; only TCP and UDP are`)
      continue
    }
    const target = joinHostPort(reachable(each.host), each.port)
    const pair = `${kind} ${target}`
    if (seen.has(pair)) continue
    // What listens everywhere is listed once for IPv4 and once for IPv6.
    if (target.startsWith('[::1]') && seen.has(`${kind} 127.0.0.1:${each.port}`)) continue
    seen.add(pair)
    row.ports.push({ protocol: kind, target, name: container && (several ? `${container}:${each.inside}` : container) })
  }
  return row
}

function reachable(host: string): string {
  const bare = host.replace(/^\[|\]$/g, '')
  if (bare === '0.0.0.0') return '127.0.0.1'
  return bare === '::' ? '::1' : bare
}
