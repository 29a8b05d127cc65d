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
