import type { BlockList } from 'node:net'
import { attachedNetworks, leadsOut, networkIdentity } from './attached.ts'
import type { Clock, NetworkFacts } from './ports.ts'

/** A failure looks for itself, and a crowd of failures once for all. */
const freshMs = 500

/** How this machine is connected, as of the last look. */
export interface NetworkWatch {
  /** Looks again, unless somebody has just looked. True when it is another network than before. */
  look(always: boolean): boolean
  /** False only where the system says that no way leads out. */
  leadsOut(): boolean
  attached(): BlockList
}

/** `read` is null where nobody can tell. */
export function createNetworkWatch(clock: Clock, read: (() => NetworkFacts) | null): NetworkWatch {
  let facts: NetworkFacts | null = null
  let readMs = -Infinity
  let attached = attachedNetworks({ interfaces: [], defaultRoute: null })

  return {
    look(always) {
      if (!read || (!always && clock.monotonicMs() - readMs < freshMs)) return false
      const before = facts
      facts = read()
      readMs = clock.monotonicMs()
      if (before && networkIdentity(before) === networkIdentity(facts)) return false
      attached = attachedNetworks(facts)
      return before !== null
    },
    leadsOut: () => facts === null || leadsOut(facts),
    attached: () => attached,
  }
}
