import { contains } from './match.ts'
import { faultOf, type ReceivedMatchOptions } from './received-match.ts'

/** How many datagrams wait for a slow search; the system's own buffer would drop the rest too. */
const maxWaiting = 16

/** Looks for what is wanted within single datagrams. Replies that come while one is searched wait their turn. */
export function matchDatagrams(options: ReceivedMatchOptions): { add(datagram: Uint8Array): void; stop(): void } {
  const { expect, expectRegex: pattern, matcher, limits, onFound, onFault } = options
  const waiting: Uint8Array[] = []
  let searching = false
  let over = false

  function end(act: () => void): void {
    if (over) return
    over = true
    act()
  }

  async function search(pattern: string): Promise<void> {
    searching = true
    for (let next = waiting.shift(); next && !over; next = waiting.shift()) {
      const judged = await matcher.judge(next, { kind: 'pattern', pattern }, limits)
      const fault = faultOf(judged)
      if (fault !== null) end(() => onFault(fault))
      else if (judged.ok && judged.verdict.met) end(onFound)
    }
    searching = false
  }

  return {
    add(datagram) {
      if (over || (expect !== null && !contains(datagram, expect))) return
      if (pattern === null) return end(onFound)
      if (waiting.length < maxWaiting) waiting.push(datagram)
      // Never rejects.
      if (!searching) void search(pattern)
    },
    stop: () => end(() => {}),
  }
}
