import { parse, TomlError } from 'smol-toml'
import { type AST, parseTOML } from 'toml-eslint-parser'
import type { ConfigError } from './config-report.ts'

export type TomlRecord = Record<string, unknown>
/** Names and array positions from the document's root. */
export type TomlPath = readonly (string | number)[]

/** Where the names at the top of a document stand: keys before any table, and the headers of tables. */
export interface TopLevel {
  keys: { name: string; line: number }[]
  headers: { name: string; kind: 'standard' | 'array'; line: number }[]
}

/** A TOML file's values, and where each of them stands. */
export interface TomlDocument {
  file: string
  root: TomlRecord
  /** The line of a key, table or array element; of the nearest thing around it; null for a file over 1 MiB. */
  lineOf(path: TomlPath): number | null
  /** Null for a file over 1 MiB. */
  topLevel(): TopLevel | null
}

// The locating parser keeps every token: a 4 MiB file would cost it seconds and hundreds of megabytes.
const maxLocatedBytes = 1024 * 1024

/** What Categraf's files need is four levels; each further one costs the reading of a hostile file more than the last. */
const maxDepth = 16

export function isRecord(value: unknown): value is TomlRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** Reads a TOML 1.0 text. A syntax error names its line and never quotes it: the line may hold a password. */
export function parseDocument(
  file: string,
  text: string,
): { ok: true; document: TomlDocument } | { ok: false; error: ConfigError } {
  try {
    const deep = deepName(text)
    if (deep !== null) return { ok: false, error: tooDeep(file, lineAt(text, deep)) }
    const root = parse(text, { integersAsBigInt: 'asNeeded', maxDepth })
    if (isDeep(root)) return { ok: false, error: tooDeep(file, null) }
    return { ok: true, document: { file, root, ...locator(text) } }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    if (error.message.includes('excessively nested')) return { ok: false, error: tooDeep(file, error.line) }
    const message = `this is not TOML: ${reasonOf(error)}`
    return { ok: false, error: { code: 'syntax', file, line: error.line, message } }
  }
}

function tooDeep(file: string, line: number | null): ConfigError {
  const message = `its tables are nested more than ${maxDepth} deep, which no configuration is; write them flatter`
  return { code: 'syntax', file, line, message }
}

/**
 * Where a dotted name of too many parts begins, or null. It is looked for before parsing, which would build a table for
 * each part: half a million in a megabyte.
 */
function deepName(text: string): number | null {
  for (const { 0: piece, index } of text.matchAll(/[^=,{}[\]\n]{32,}/g)) {
    const next = text[index + piece.length]
    if (next !== '=' && next !== ']') continue
    const parts = piece.replaceAll(/"[^"]*"|'[^']*'/g, 'quoted').split('.')
    if (parts.length > maxDepth && parts.every((part) => /^\s*[\w-]+\s*$/.test(part))) return index
  }
  return null
}

function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1
  return line
}

function isDeep(root: TomlRecord): boolean {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true
    level = level.flatMap((value) => (Array.isArray(value) || isRecord(value) ? Object.values(value) : []))
  }
  return false
}

function reasonOf(error: TomlError): string {
  const reason = (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, '')
  return reason.includes('already defined') ? 'this key or table stands twice; keep one of them' : reason
}

function locator(text: string): Pick<TomlDocument, 'lineOf' | 'topLevel'> {
  let located: { lines: Map<string, number>; topLevel: TopLevel } | null | undefined
  // Most files have nothing to say anything about, and then nothing needs to be located.
  const locate = () => {
    if (located === undefined) located = text.length > maxLocatedBytes ? null : locateAll(text)
    return located
  }
  return {
    lineOf(path) {
      const lines = locate()?.lines
      if (!lines) return null
      for (let length = path.length; length > 0; length -= 1) {
        const line = lines.get(keyOf(path.slice(0, length)))
        if (line !== undefined) return line
      }
      return null
    },
    topLevel: () => locate()?.topLevel ?? null,
  }
}

const keyOf = (path: TomlPath): string => JSON.stringify(path)

function locateAll(text: string): { lines: Map<string, number>; topLevel: TopLevel } | null {
  const lines = new Map<string, number>()
  const topLevel: TopLevel = { keys: [], headers: [] }
  const note = (path: TomlPath, node: AST.TOMLNode): void => {
    const key = keyOf(path)
    if (!lines.has(key)) lines.set(key, node.loc.start.line)
  }
  const visitValue = (path: TomlPath, value: AST.TOMLContentNode): void => {
    if (value.type === 'TOMLInlineTable') for (const pair of value.body) visitPair(path, pair)
    if (value.type !== 'TOMLArray') return
    for (const [index, element] of value.elements.entries()) {
      note([...path, index], element)
      visitValue([...path, index], element)
    }
  }
  const visitPair = (above: TomlPath, pair: AST.TOMLKeyValue): void => {
    const path = [...above, ...pair.key.keys.map(nameOf)]
    note(path, pair)
    visitValue(path, pair.value)
  }
  let program: AST.TOMLProgram
  try {
    program = parseTOML(text)
  } catch {
    // What one parser reads the other may refuse in a corner of the language: then there are no lines to give.
    return null
  }
  for (const node of program.body[0].body) {
    const name = node.key.keys[0] ? nameOf(node.key.keys[0]) : ''
    const line = node.loc.start.line
    if (node.type === 'TOMLKeyValue') {
      topLevel.keys.push({ name, line })
      visitPair([], node)
    } else {
      if (node.key.keys.length === 1) topLevel.headers.push({ name, kind: node.kind, line })
      note(node.resolvedKey, node)
      for (const pair of node.body) visitPair(node.resolvedKey, pair)
    }
  }
  return { lines, topLevel }
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value
}
