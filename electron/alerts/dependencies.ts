import type { TargetConfig } from '../contract/target-config.ts'

/** What a target is, as far as others depend on it. */
export type Link = Pick<TargetConfig, 'id' | 'name' | 'target' | 'dependsOn'>

/**
 * Everything this target is reached through, nearest first, however far. Ids of no target are passed over. Those that are
 * reached through it in turn are left out: of a ring each would silence the others, and nobody would be told.
 */
export function parentsOf<T extends Link>(id: string, target: (id: string) => T | undefined): T[] {
  const found = new Map<string, T>()
  const children = new Map<string, string[]>()
  let level = [{ id, dependsOn: target(id)?.dependsOn ?? [] }]
  while (level.length > 0) {
    const next: typeof level = []
    for (const child of level) {
      for (const parentId of child.dependsOn) {
        children.set(parentId, [...(children.get(parentId) ?? []), child.id])
        const parent = target(parentId)
        if (!parent || parentId === id || found.has(parentId)) continue
        found.set(parentId, parent)
        next.push({ id: parentId, dependsOn: parent.dependsOn ?? [] })
      }
    }
    level = next
  }
  const ring = behind(id, children)
  return [...found.values()].filter((parent) => !ring.has(parent.id))
}

/** Those through which the target is reached and that are reached through it. */
function behind(id: string, children: ReadonlyMap<string, readonly string[]>): Set<string> {
  const all = new Set<string>()
  const todo = [...(children.get(id) ?? [])]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next === id || all.has(next)) continue
    all.add(next)
    todo.push(...(children.get(next) ?? []))
  }
  return all
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
