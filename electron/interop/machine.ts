import os from 'node:os'

/** What labels may name of the machine that probes. */
export interface MachineFacts {
  hostname: string
  /** An address of this machine, or empty when it has none but loopback. */
  ip: string
  env: Readonly<Record<string, string | undefined>>
}

/** This machine, with the environment given. Its address is the first IPv4 one that is not loopback. */
export function localMachine(env: Readonly<Record<string, string | undefined>>): MachineFacts {
  const addresses = Object.values(os.networkInterfaces()).flatMap((entries) => entries ?? [])
  const outside = addresses.find((entry) => !entry.internal && entry.family === 'IPv4')
  return { hostname: os.hostname(), ip: outside?.address ?? '', env }
}

/** The names of this machine's network interfaces, as it has them now. */
export function interfaceNames(): string[] {
  return Object.keys(os.networkInterfaces())
}

/** What a report about a fault says of the machine and the program's surroundings. */
export function systemLine(): string {
  const { node, electron } = process.versions
  const runtime = electron === undefined ? `Node ${node}` : `Electron ${electron}, Node ${node}`
  return `${os.platform()} ${os.release()} ${os.arch()}, ${runtime}, ${os.cpus().length} processors`
}
