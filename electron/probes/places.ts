/**
 * Names asked of the system's resolver at once: libuv lends lookups 64 of its 128 threads. A resolver that stops answering
 * keeps every place it had, for half a minute or for ever, so there are more than the names that may hang together.
 */
const allPlaces = 60
/** Of those, the places for names whose last answer was a time-out. */
const slowPlaces = 4

/** Something that waits for a place, has one, or has given it up. */
export interface Place {
  /** Gives up waiting. A place already taken is kept: a lookup that runs cannot be stopped. */
  leave(): void
}

export interface Places {
  /** Calls `start` once there is a place for the name, at once if there is; `start` resolves when the place is free. */
  take(name: string, start: () => Promise<void>): Place
}

/**
 * Keeps names that are slow to look up from holding up the others: `isSlow` names share few of the places, first come
 * first served. A name is judged whenever a place is given, so one that turns slow while it holds a place counts as slow.
 */
export function createPlaces(isSlow: (name: string) => boolean): Places {
  const queue: { name: string; start: () => Promise<void> }[] = []
  const taken = new Map<object, string>()

  function giveOut(): void {
    for (;;) {
      if (taken.size >= allPlaces) return
      const slowTaken = Array.from(taken.values()).filter(isSlow).length
      const index = queue.findIndex(({ name }) => slowTaken < slowPlaces || !isSlow(name))
      const [next] = index === -1 ? [] : queue.splice(index, 1)
      if (next === undefined) return
      taken.set(next, next.name)
      void next.start().finally(() => {
        taken.delete(next)
        giveOut()
      })
    }
  }

  return {
    take(name, start) {
      const waiting = { name, start }
      queue.push(waiting)
      giveOut()
      return {
        leave() {
          const index = queue.indexOf(waiting)
          if (index !== -1) queue.splice(index, 1)
        },
      }
    },
  }
}
