/** One member of a class, interface or module as Electron declares it. */
export interface DeclaredMember {
  /** `darwin`, `linux`, `win32`; empty: everywhere. */
  platforms: readonly string[]
  /** The Electron type it is or answers with, where that is a plain name. */
  type: string | null
}

export interface Declarations {
  /** Members by type, events as `on 'name'`. */
  types: Map<string, Map<string, DeclaredMember>>
  /** Names a program imports and the type each is of; a class is of its own. */
  values: Map<string, string>
}

const opening = /^ {2}(?:class|interface) (\w+)(?:<[^>]*>)?(?: extends (\w+))?/
const event = /^ {4}on\(event: '([\w-]+)'/
const member = /^ {4}(?:static |readonly )*(\w+)\??(?:\(|:|<)/
const answered = /(?:\): |^ {4}(?:static |readonly )*\w+\??: )\(?(\w+)\)?;$/
const value = /^ {2}const (\w+): (?:typeof )?(\w+);/
const alias = /^ {2}class (\w+) extends/

/**
 * Reads Electron's declarations by their layout, which one program writes and which has been the same for years: types
 * are indented by two, members by four, and what exists on some systems only says `@platform` in the comment before it.
 */
export function readDeclarations(text: string): Declarations {
  const types = new Map<string, Map<string, DeclaredMember>>()
  const values = new Map<string, string>()
  const parents = new Map<string, string>()
  let current: Map<string, DeclaredMember> | null = null
  let platforms: string[] = []
  for (const line of text.split('\n')) {
    const opened = opening.exec(line)
    if (opened) {
      const [, name = '', parent] = opened
      current = types.get(name) ?? new Map()
      types.set(name, current)
      if (parent) parents.set(name, parent)
      if (alias.test(line)) values.set(name, name)
    }
    const constant = value.exec(line)
    if (constant) values.set(constant[1] ?? '', constant[2] ?? '')
    const tagged = /^ {5}\* @platform (.*)$/.exec(line)
    if (tagged) platforms = (tagged[1] ?? '').split(',')
    if (/^ {4}\/\*\*/.test(line)) platforms = []
    const name = event.exec(line)?.[1]
    const key = name === undefined ? member.exec(line)?.[1] : `on '${name}'`
    if (key === undefined) continue
    if (current && !current.has(key)) current.set(key, { platforms, type: answered.exec(line)?.[1] ?? null })
    platforms = []
  }
  for (const [name, parent] of parents) inherit(types, parents, name, parent)
  return { types, values }
}

function inherit(types: Declarations['types'], parents: Map<string, string>, name: string, parent: string): void {
  const own = types.get(name)
  for (const [key, declared] of types.get(parent) ?? []) if (!own?.has(key)) own?.set(key, declared)
  const next = parents.get(parent)
  if (next !== undefined) inherit(types, parents, name, next)
}
