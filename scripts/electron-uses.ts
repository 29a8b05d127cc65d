import type { Declarations, DeclaredMember } from './electron-declarations.ts'

/** One member of Electron's that a file uses. */
export interface ElectronUse {
  /** Such as `app.quit`, `Tray.on 'click'`. */
  name: string
  platforms: readonly string[]
}

/**
 * The members of Electron's that a source file uses, as far as its names tell: what it imports, what it makes with `new`,
 * what it declares to be of one of Electron's types, and what those lead to.
 */
export function electronUses(source: string, { types, values }: Declarations): ElectronUse[] {
  const imported = /import \{([^}]*)\} from 'electron'/.exec(source)?.[1]
  if (imported === undefined) return []
  const variables = new Map<string, string>()
  const classes = new Map<string, string>()
  for (const part of imported.split(',')) {
    const [, typeOnly, name = '', local = name] = /^\s*(type )?(\w+)(?: as (\w+))?/.exec(part) ?? []
    if (typeOnly) classes.set(local, name)
    else if (values.get(name) === name) classes.set(local, name)
    const type = values.get(name)
    if (!typeOnly && type !== undefined) variables.set(local, type)
  }
  for (const [, variable = '', made = ''] of source.matchAll(/(\w+)(?:: \w+(?: \| null)?)? = new (\w+)\(/g)) {
    const type = classes.get(made)
    if (type !== undefined) variables.set(variable, type)
  }
  for (const [, variable = '', declared = ''] of source.matchAll(/(\w+)\??: (\w+)/g)) {
    const type = classes.get(declared)
    if (type !== undefined) variables.set(variable, type)
  }
  for (const [, variable = '', from = '', method = ''] of source.matchAll(/(\w+) = (\w+)\.(\w+)\(/g)) {
    const type = types.get(variables.get(from) ?? '')?.get(method)?.type
    if (type && types.has(type)) variables.set(variable, type)
  }
  const uses = new Map<string, ElectronUse>()
  for (const [variable, type] of variables) {
    for (const [, chain = ''] of source.matchAll(
      new RegExp(`(?<!\\w)(?<![\\w)?\\]]\\.)${variable}((?:\\??\\.\\w+(?:\\('[\\w-]+')?)+)`, 'g'),
    )) {
      for (const use of follow(chain, type, types)) uses.set(use.name, use)
    }
    if (classes.has(variable) && source.includes(`new ${variable}(`))
      uses.set(`new ${type}`, { name: `new ${type}`, platforms: [] })
  }
  return [...uses.values()]
}

function* follow(chain: string, from: string, types: Declarations['types']): Generator<ElectronUse> {
  let type: string | null = from
  for (const [, name = '', argument] of chain.matchAll(/\.(\w+)(?:\('([\w-]+)')?/g)) {
    if (type === null) return
    const listens = /^(on|once|off|removeListener|addListener)$/.test(name)
    const key: string = listens && argument !== undefined ? `on '${argument}'` : name
    const declared: DeclaredMember | undefined = types.get(type)?.get(key)
    if (!declared) return
    yield { name: `${lowerFirst(type)}.${key}`, platforms: declared.platforms }
    type = declared.type
  }
}

/** Modules are written as they are imported: `app`, not `App`; classes keep their capital. */
function lowerFirst(type: string): string {
  return /^(App|Dialog|Net|PowerMonitor|NativeTheme|Screen|Protocol|IpcMain|IpcRenderer|SafeStorage|ContextBridge|Shell|GlobalShortcut|Clipboard)$/.test(
    type,
  )
    ? type.charAt(0).toLowerCase() + type.slice(1)
    : type
}
