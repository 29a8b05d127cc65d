import { probeHttp } from './http.ts'
import type { Probe } from './spec.ts'
import { probeTcp } from './tcp.ts'
import { probeUdp } from './udp.ts'

/** Probes a target of any protocol. */
export const probe: Probe = (spec, env) => {
  switch (spec.protocol) {
    case 'tcp':
      return probeTcp(spec, env)
    case 'udp':
      return probeUdp(spec, env)
    case 'http':
      return probeHttp(spec, env)
  }
}
