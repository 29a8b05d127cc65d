import { setTimeout as after } from 'node:timers/promises'
import { hungTargets, monitorTargets, tcpTarget } from '../isolation/hung-targets.ts'
import { quantile } from '../isolation/statistics.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { at } from '../probes/vectors/lab.ts'
import type { PairRow } from './row.ts'

/** Longer than any of those that hang takes to give up. */
const watchedMs = 7000
/** Of one target seven seconds hold seven probes: too few for a 99th percentile. */
const healthyTargets = 20

export const isolation: PairRow = {
  name: 'isolation',
  unit: 'ms',
  reference: '99th percentile of how late probes begin, without the hundred targets that hang',
  // Alone it is under 3 ms, of which most is the timer's; a ratio of such figures says little.
  goal: { value: 50 },
  async prepare() {
    const [server, hung] = await Promise.all([silentTcp(), hungTargets()])
    const healthy = Array.from({ length: healthyTargets }, (_, nth) => tcpTarget(`healthy-${nth}`, at(server)))
    const lagOf = async (others: typeof hung.targets): Promise<number> => {
      const watched = monitorTargets([...others, ...healthy])
      await after(watchedMs)
      await watched.stop()
      const seen = healthy.flatMap(({ id }) => watched.seen(id))
      if (seen.length < healthyTargets * 6) throw new Error('probes of a healthy target were missed')
      return quantile(
        seen.flatMap(({ lagMs }) => lagMs ?? []),
        0.99,
      )
    }
    return {
      ours: () => lagOf(hung.targets),
      theirs: () => lagOf([]),
      async close() {
        await Promise.all([server.close(), hung.close()])
      },
    }
  },
}
