import type { HttpTarget, TargetConfig, TcpTarget, UdpTarget } from '../../electron/contract/target-config.ts'
import type { LabServer } from '../lab/lab-server.ts'
import type { ProofLab } from './proof-lab.ts'

/** A server that behaves in a certain way and a target that is probed in the same way by every program. */
export interface Vector {
  /** Also the key of what Categraf was observed to do. */
  id: string
  /** What the server does and what is asked of it, in words. */
  title: string
  target(lab: ProofLab): Promise<TargetConfig> | TargetConfig
  /** Portlight's result code; several where the system decides which. */
  code: number | readonly number[]
  /** Why Categraf cannot be asked. */
  categrafCannot?: string
  /** Why Categraf, the blackbox exporter or the monitoring plugins say otherwise, in a sentence. Left out: they agree. */
  otherwise?: { categraf?: string; blackbox?: string; plugins?: string }
}

/** Whole seconds, because the monitoring plugins know no others, and enough of them for a busy machine. */
const timeoutMs = 2000
const common = { intervalMs: 15_000 }

/** `host:port` of a server. */
export function hostPort({ address, port }: LabServer): string {
  return `${address}:${port}`
}

export function tcp(target: string, options: Partial<TcpTarget> = {}): TcpTarget {
  return { ...common, id: target, protocol: 'tcp', target, timeoutMs, readTimeoutMs: timeoutMs, ...options }
}

export function udp(target: string, options: Partial<UdpTarget> = {}): UdpTarget {
  return { ...common, id: target, protocol: 'udp', target, timeoutMs, readTimeoutMs: timeoutMs, ...options }
}

/** As an imported Categraf file that says nothing more would make it: no redirect is followed, any status will do. */
export function http(target: string, options: Partial<HttpTarget> = {}): HttpTarget {
  return {
    ...common,
    id: target,
    protocol: 'http',
    target,
    responseTimeoutMs: timeoutMs,
    followRedirects: false,
    ...options,
  }
}
