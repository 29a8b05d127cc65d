// @peculiar/x509 injects its parts with tsyringe, which refuses to load without these three functions of the
// reflect-metadata proposal. Import this file before it.

const metadata = new WeakMap<object, Map<string, unknown>>()

function own(key: string, target: object): unknown {
  return metadata.get(target)?.get(key)
}

Object.assign(Reflect, {
  getOwnMetadata: own,
  getMetadata: own,
  defineMetadata(key: string, value: unknown, target: object) {
    const entries = metadata.get(target) ?? new Map<string, unknown>()
    entries.set(key, value)
    metadata.set(target, entries)
  },
})
