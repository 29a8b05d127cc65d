import { type Parsed, parseDuration, writeDuration } from '../../electron/contract/duration.ts'
import { t } from '../i18n/text.ts'

/** The other targets, as a person names them. */
export interface Known {
  targets: readonly { id: string; name: string; target: string }[]
}

/** How one option is written in a field, and read from what is there. An empty field is not read. */
export interface Notation {
  write: (value: unknown, known: Known) => string
  read: (text: string, known: Known) => Parsed<unknown>
}

const ok = (value: unknown): Parsed<unknown> => ({ ok: true, value })
const fail = (message: string): Parsed<unknown> => ({ ok: false, message })
const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '')
const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []
const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '')

/** A text whose every character counts. */
export const exact: Notation = { write: plain, read: ok }

/** A text without the spaces around it. */
export const trimmed: Notation = { write: plain, read: (text) => ok(text.trim()) }

export const duration: Notation = {
  write: (value) => (typeof value === 'number' ? writeDuration(value) : ''),
  read: (text) => {
    const parsed = parseDuration(text)
    return parsed.ok ? parsed : fail(t.fields.notDuration(text))
  },
}

export const count: Notation = {
  write: plain,
  read: (text) => (/^\s*\d{1,9}\s*$/.test(text) ? ok(Number(text)) : fail(t.fields.notCount(text))),
}

/** Something that is on or off; `on` and `off` are what the option then is. */
export function toggle(on: true | undefined, off: false | undefined): Notation {
  return {
    write: (value) => ((value === undefined ? on === undefined : value === true) ? 'on' : 'off'),
    read: (text) => ok(text === 'on' ? on : off),
  }
}

/** One of a few numbers or words; the first, written '', is none of them. */
export const choice: Notation = { write: plain, read: (text) => ok(text) }
export const numberChoice: Notation = { write: plain, read: (text) => ok(Number(text)) }

/** Words with commas between them; one that holds a comma or a quote stands in quotes, which are written twice in it. */
export const list: Notation = {
  write: (value) =>
    items(value)
      .map((item) => (/^\s|[,"]|\s$/.test(plain(item)) ? `"${plain(item).replaceAll('"', '""')}"` : plain(item)))
      .join(', '),
  read: (text) =>
    ok([
      ...new Set(
        [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(?:,|$)/g)]
          .map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.trim() ?? '')
          .filter((item) => item !== ''),
      ),
    ]),
}

/** Ciphers as OpenSSL lists them, with colons, or with commas or spaces. */
export const ciphers: Notation = {
  write: (value) => items(value).map(plain).join(':'),
  read: (text) => ok(text.split(/[\s,:]+/).filter((item) => item !== '')),
}

/** `key=value`, one a line. */
export const labels: Notation = {
  write: (value) =>
    entries(value)
      .map(([key, text]) => `${key}=${plain(text)}`)
      .join('\n'),
  read: (text) => {
    const pairs = linesOf(text).map((line) => /^\s*([^=]+?)\s*=(.*)$/.exec(line) ?? line)
    const wrong = pairs.find((pair) => typeof pair === 'string')
    if (typeof wrong === 'string') return fail(t.editor.notLabel(wrong))
    return ok(Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value.trim()])))
  },
}

/** `Name: text`, or `Name: /pattern/`, one a line. */
export const headerLines: Notation = {
  write: (value) =>
    items(value)
      .map((item) => {
        const { name, matches, regex } = Object.fromEntries(entries(item))
        return `${plain(name)}: ${regex === undefined ? plain(matches) : `/${plain(regex)}/`}`
      })
      .join('\n'),
  read: (text) => {
    const read = linesOf(text).map((line) => /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? line)
    const wrong = read.find((line) => typeof line === 'string')
    if (typeof wrong === 'string') return fail(t.editor.notHeader(wrong))
    return ok(
      read.map(([, name = '', rest = '']) => {
        const regex = /^\/(.+)\/$/s.exec(rest)?.[1]
        return regex === undefined ? { name, matches: rest } : { name, regex }
      }),
    )
  },
}

/** `3 of 5`. */
export const share: Notation = {
  write: (value) => {
    const { slow, of } = Object.fromEntries(entries(value))
    return t.editor.slowOf(plain(slow), plain(of))
  },
  read: (text) => {
    const match = /^\D*(\d{1,3})\D+(\d{1,3})\D*$/.exec(text)
    // Chinese names the whole first.
    const [first, second] = [Number(match?.[1]), Number(match?.[2])]
    return match ? ok({ slow: Math.min(first, second), of: Math.max(first, second) }) : fail(t.editor.notShare(text))
  },
}

export const json: Notation = {
  write: (value) => JSON.stringify(value),
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text)
      return ok(value)
    } catch {
      return fail(t.editor.notJson)
    }
  },
}

/** The path of a PEM file, or the text of one. What is in the secret store is never shown. */
export const pem: Notation = {
  write: (value) => {
    const { file, pem: text } = Object.fromEntries(entries(value))
    return plain(file ?? text)
  },
  read: (text) => ok(text.includes('-----BEGIN') ? { pem: text } : { file: text.trim() }),
}

/** Other targets by name, one a line; those of one name by name and address. */
export const parents: Notation = {
  write: (value, known) => {
    const named = namesOf(known)
    return items(value)
      .map((id) => named.find((target) => target.id === id)?.called ?? plain(id))
      .join('\n')
  },
  read: (text, known) => {
    const named = namesOf(known)
    const ids: string[] = []
    for (const line of linesOf(text)) {
      const wanted = line.trim()
      const found = named.find(({ id, called, target }) => [called, target, id].includes(wanted))
      // One that is gone, such as that of a folder out of reach, may come back.
      if (!found && !/^(?:[0-9a-f-]{36}|[0-9a-f]{64})$/.test(wanted)) return fail(t.editor.noTarget(wanted))
      ids.push(found?.id ?? wanted)
    }
    return ok([...new Set(ids)])
  },
}

function namesOf({ targets }: Known): { id: string; target: string; called: string }[] {
  const counts = Map.groupBy(targets, ({ name }) => name)
  return targets.map(({ id, name, target }) => ({
    id,
    target,
    called: (counts.get(name)?.length ?? 0) > 1 && name !== target ? `${name} (${target})` : name,
  }))
}
