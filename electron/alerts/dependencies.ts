import type { TargetConfig } from '../contract/target-config.ts'

/** What a target is, as far as others depend on it. */
export type Link = Pick<TargetConfig, 'id' | 'name' | 'target' | 'dependsOn'>

/**
 * Everything this target is reached through, nearest first, however far. Ids of no target are passed over, a target that
 * depends on itself by a roundabout way is none of its own parents.
 */
export function parentsOf<T extends Link>(id: string, target: (id: string) => T | undefined): T[] {
  const seen = new Set([id])
  const found: T[] = []
  let level: readonly string[] = target(id)?.dependsOn ?? []
  while (level.length > 0) {
    const parents = level.filter((parent) => !seen.has(parent)).flatMap((parent) => target(parent) ?? [])
    for (const parent of parents) {
      if (seen.has(parent.id)) continue
      seen.add(parent.id)
      found.push(parent)
    }
    level = parents.flatMap(({ dependsOn = [] }) => dependsOn)
  }
  return found
}

/**
 * The first targets that depend on one another in a ring, in one sentence; null when none do. A parent that is not in the
 * list is no fault: it may be in a folder that is out of reach.
 */
export function dependencyFault(targets: readonly Link[]): string | null {
  const byId = new Map(targets.map((target) => [target.id, target]))
  const sound = new Set<string>()
  for (const target of targets) {
    const ring = ringFrom(target, byId, sound)
    if (ring) {
      const names = ring.map(({ name, target: address }) => `"${name ?? address}"`)
      return names.length === 1
        ? `${names[0]} depends on itself; remove it from its own dependsOn`
        : `${[...names, names[0]].join(' depends on ')}; remove one of these from dependsOn`
    }
  }
  return null
}

/** Walks along the dependencies without recursion: a list may hold a chain of ten thousand. */
function ringFrom(start: Link, byId: ReadonlyMap<string, Link>, sound: Set<string>): Link[] | null {
  const path: { link: Link; next: number }[] = [{ link: start, next: 0 }]
  const onPath = new Set([start.id])
  for (let last = path.at(-1); last; last = path.at(-1)) {
    const id = sound.has(last.link.id) ? undefined : last.link.dependsOn?.[last.next]
    last.next += 1
    if (id === undefined) {
      sound.add(last.link.id)
      onPath.delete(last.link.id)
      path.pop()
      continue
    }
    const parent = byId.get(id)
    if (!parent) continue
    if (onPath.has(id)) return path.slice(path.findIndex(({ link }) => link.id === id)).map(({ link }) => link)
    onPath.add(id)
    path.push({ link: parent, next: 0 })
  }
  return null
}
