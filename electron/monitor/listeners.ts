import type { Unsubscribe } from './ports.ts'

export interface Listeners<Event> {
  subscribe(listener: (event: Event) => void): Unsubscribe
  /** Calls every listener in the order they subscribed. */
  emit(event: Event): void
}

/** Listeners that do not know of one another: what one throws goes to `onThrow`, and the next is called all the same. */
export function createListeners<Event>(onThrow: (error: unknown) => void): Listeners<Event> {
  const all = new Set<{ call: (event: Event) => void }>()
  return {
    subscribe(listener) {
      // An object of its own, so that subscribing one function twice makes two subscriptions.
      const entry = { call: listener }
      all.add(entry)
      return () => {
        all.delete(entry)
      }
    },
    emit(event) {
      for (const entry of Array.from(all)) {
        if (!all.has(entry)) continue
        try {
          entry.call(event)
        } catch (error) {
          onThrow(error)
        }
      }
    },
  }
}
