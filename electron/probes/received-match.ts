import { contains, gather, receiveCapBytes } from './match.ts'
import { judgeNow } from './matcher.ts'
import type { Judged, Matcher, ProbeClock } from './spec.ts'

/** What is to be in an answer: a text, a match for a pattern, or both. */
export interface Wanted {
  expect: Uint8Array | null
  expectRegex: string | null
}

export function wantsNothing({ expect, expectRegex }: Wanted): boolean {
  return expect === null && expectRegex === null
}

/** How long no pattern is looked for after a search, in times that one took: it never has more than a fifth of the thread. */
const restFactor = 4

export interface ReceivedMatchOptions extends Wanted {
  matcher: Matcher
  limits: { deadlineMs: number; clock: ProbeClock; signal: AbortSignal }
  /** Called once, when everything wanted is there. */
  onFound: () => void
  /** Called once, when a pattern cannot be looked for: it cannot be read, or this machine gives no thread. */
  onFault: (fault: 'invalid' | 'resources') => void
}

/** Looks for what is wanted in what a connection sends, while it sends. */
export interface ReceivedMatch {
  add(chunk: Uint8Array): void
  /** Everything so far, up to the cap. */
  bytes(): Uint8Array
  isFull(): boolean
  /** No more will come: `then` runs once all of it has been looked at, unless everything wanted is there. */
  finish(then: () => void): void
  /** A last look at once, as far as that takes no time to speak of. Nothing is called after it. */
  stop(): 'found' | 'missing'
}

export function matchReceived(options: ReceivedMatchOptions): ReceivedMatch {
  const { expect, expectRegex: pattern, matcher, limits, onFound, onFault } = options
  const received = gather()
  let hasText = expect === null
  let hasPattern = pattern === null
  let over = false
  let afterAll: (() => void) | null = null
  let searchedBytes = 0
  let searching = false
  let rest: NodeJS.Timeout | null = null

  function endRest(): void {
    if (rest !== null) clearTimeout(rest)
    rest = null
  }

  function end(act: () => void): void {
    if (over) return
    over = true
    endRest()
    act()
  }

  function conclude(): void {
    if (hasText && hasPattern) return end(onFound)
    const lookedAtAll = pattern === null || hasPattern || (!searching && searchedBytes === length())
    if (afterAll !== null && lookedAtAll) end(afterAll)
  }

  function length(): number {
    return received.bytes().byteLength
  }

  function search(): void {
    if (over || searching || rest !== null || pattern === null || hasPattern || searchedBytes === length()) return
    // Never rejects.
    void searchFor(pattern)
  }

  async function searchFor(pattern: string): Promise<void> {
    searching = true
    const content = received.bytes()
    const startMs = limits.clock.monotonicMs()
    const judged = await matcher.judge(content, { kind: 'pattern', pattern }, limits)
    searching = false
    if (over) return
    searchedBytes = content.byteLength
    hasPattern = judged.ok && judged.verdict.met
    const fault = faultOf(judged)
    if (fault !== null) return end(() => onFault(fault))
    conclude()
    // A peer that sends byte by byte would have everything searched again for each.
    const restMs = restFactor * (limits.clock.monotonicMs() - startMs)
    if (afterAll !== null || restMs < 1) search()
    else rest = setTimeout(wake, restMs)
  }

  function wake(): void {
    rest = null
    search()
  }

  return {
    add(chunk) {
      const alreadyLooked = Math.max(0, length() - (expect?.byteLength ?? 0) + 1)
      received.add(chunk)
      hasText ||= expect !== null && contains(received.bytes(), expect, alreadyLooked)
      conclude()
      search()
    },
    bytes: () => received.bytes(),
    isFull: () => length() === receiveCapBytes,
    finish(then) {
      afterAll = then
      endRest()
      search()
      conclude()
    },
    stop() {
      over = true
      endRest()
      if (pattern !== null && !hasPattern && searchedBytes < length()) {
        hasPattern = judgeNow(received.bytes(), { kind: 'pattern', pattern })?.met ?? false
      }
      return hasText && hasPattern ? 'found' : 'missing'
    },
  }
}

/** Why nothing could be found out, where that is not for want of time. */
export function faultOf(judged: Judged): 'invalid' | 'resources' | null {
  if (!judged.ok) return judged.failure === 'resources' ? 'resources' : null
  return !judged.verdict.met && judged.verdict.why === 'invalid' ? 'invalid' : null
}
