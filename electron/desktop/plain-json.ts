/** What a value costs beside its text. A list of a million nulls is a few megabytes too. */
const valueSize = 8

/**
 * Whether a value is plain JSON and no larger than `maxSize`, which counts the characters of its strings and keys and a
 * few for each value. Structured cloning carries more than JSON does: to write out a typed array, or a list with one
 * element at its four thousand millionth place, takes seconds and gigabytes, so the walk ends where the budget does.
 */
export function isSmallJson(value: unknown, maxSize: number): boolean {
  let left = maxSize
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    left -= valueSize + (typeof next === 'string' ? next.length : 0)
    if (left < 0) return false
    if (Array.isArray(next)) {
      // Before they are listed: holes count as well.
      if (next.length * valueSize > left) return false
      for (const item of next) waiting.push(item)
    } else if (typeof next === 'object' && next !== null) {
      if (!isPlain(next)) return false
      for (const key in next) {
        left -= key.length
        if (left < 0) return false
        waiting.push(Reflect.get(next, key))
      }
    } else if (typeof next === 'bigint' || typeof next === 'function' || typeof next === 'symbol') {
      return false
    }
  }
  return true
}

/**
 * Takes the keys without a value out of a value that `isSmallJson` let through, as JSON would: `{theme: undefined}` says
 * nothing of the theme, and must not be kept as a theme that is none.
 */
export function dropUndefined(value: unknown): void {
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next !== 'object' || next === null) continue
    for (const [key, entry] of Object.entries(next)) {
      // In a list it has a place, and is refused for what it is.
      if (entry === undefined && !Array.isArray(next)) Reflect.deleteProperty(next, key)
      else waiting.push(entry)
    }
  }
}

/** Cloned, an object has the prototype of an object, or is a Map, a date, a buffer or the like. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
