import { exhaustedResource } from './local.ts'

/** How reaching an address can fail, apart from running out of time or being stopped. */
export type NetworkFailure =
  | 'refused'
  | 'unreachable'
  | 'reset'
  | 'connect-timeout'
  | 'no-address'
  | 'address-invalid'
  | 'local-resources'

/**
 * What a system error code says about reaching one address. Codes that name nothing better are `unreachable`: the packet
 * did not get there, be it for want of a route, a firewall's veto (EPERM, EACCES) or a family this machine lacks.
 */
export function networkFailure(code: string, sourceChosen: boolean): NetworkFailure {
  if (exhaustedResource(code, sourceChosen) !== null) return 'local-resources'
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused'
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return 'reset'
    case 'ETIMEDOUT':
      return 'connect-timeout'
    case 'EADDRNOTAVAIL':
      return 'no-address'
    case 'ERR_SOCKET_BAD_PORT':
    case 'ERR_INVALID_IP_ADDRESS':
      return 'address-invalid'
    // A link-local address without its zone, or a source of another family.
    case 'EINVAL':
      return sourceChosen ? 'no-address' : 'address-invalid'
    default:
      return 'unreachable'
  }
}

/** One address that could not be used. */
export interface FailedAddress<Reason extends string = NetworkFailure> {
  reason: Reason
  code: string
  /** `ip:port` */
  remoteAddress: string
}

/**
 * Which failure stands for a target when all its addresses have failed: the last, with two exceptions. A machine that
 * ran out of something has not tried every address, so it may not judge. And EADDRNOTAVAIL on IPv6 is what a machine
 * with IPv6 switched off says of `::1`: it is no lack of ports, and says nothing where another address failed too.
 */
export function decidingFailure<F extends FailedAddress<string>>(before: F | null, next: F): F {
  if (before === null) return next
  if (rank(before) > rank(next)) return before
  return next
}

function rank(failure: FailedAddress<string>): number {
  if (failure.reason !== 'local-resources') return 1
  return failure.code === 'EADDRNOTAVAIL' && failure.remoteAddress.startsWith('[') ? 0 : 2
}
