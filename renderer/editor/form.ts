import type { Draft } from '../../electron/contract/draft.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import {
  type SecretRef,
  savedTargetSchema,
  secretRefSchema,
  type TargetConfig,
} from '../../electron/contract/target-config.ts'
import { type ParsedTarget, parseTarget } from '../../electron/contract/target-grammar.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { issueText } from './issue-text.ts'
import { hasOption, type Kind, type OptionName, optionAt, optionNames, options } from './options.ts'
import type { Known } from './read-option.ts'

/** One header to send. A secret value is written, never read back. */
export interface HeaderRow {
  /** Tells the rows of the form apart. */
  nth: number
  name: string
  text: string
  secret: boolean
  /** What is in the store already. */
  kept: SecretRef | null
}

/** What a person writes about a target. Options nobody touched stay as they are in `base`, whatever they are. */
export interface Form {
  base: TargetConfig
  /** The target that is edited; null for a new one. */
  id: string | null
  /** Where kept secrets are. */
  source: string | null
  kind: Kind
  texts: Readonly<Partial<Record<OptionName, string>>>
  /** Null while nobody touched them. */
  headers: readonly HeaderRow[] | null
  /** Kept secrets that are to be forgotten. */
  dropped: readonly OptionName[]
}

export type Faults = Readonly<Partial<Record<OptionName, string>>>

export function kindOf(target: TargetConfig): Kind {
  return target.protocol === 'tcp' && target.tls !== undefined ? 'tls' : target.protocol
}

/** A form that shows a target as it is. */
export function formOf(base: TargetConfig, id: string | null, source: string | null): Form {
  return { base, id, source, kind: kindOf(base), texts: {}, headers: null, dropped: [] }
}

function valueAt(target: TargetConfig, name: OptionName): unknown {
  let value: unknown = target
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

/** What the store keeps for an option; null where it keeps nothing, or is to forget it. */
export function keptAt(form: Form, name: OptionName): SecretRef | null {
  const ref = secretRefSchema.safeParse(valueAt(form.base, name))
  return ref.success && !form.dropped.includes(name) ? ref.data : null
}

function isSet(form: Form, name: OptionName): boolean {
  const value = valueAt(form.base, name)
  // Without an expectation every status is a success, which is no default here.
  if (name === 'expectStatus' && form.base.protocol === 'http') return value !== options[name].whenEmpty
  return value !== undefined && value !== options[name].whenEmpty
}

/** What stands in the field of an option. */
export function shownText(form: Form, name: OptionName, known: Known): string {
  const typed = form.texts[name]
  if (typed !== undefined) return typed
  const option = options[name]
  const value = valueAt(form.base, name)
  if (option.input === 'switch') return option.write(value ?? option.whenEmpty, known)
  if (!isSet(form, name) || secretRefSchema.safeParse(value).success) return ''
  return option.write(value, known)
}

/** The rows of the headers. */
export function headerRows({ base, headers }: Form): readonly HeaderRow[] {
  if (headers) return headers
  const given = base.protocol === 'http' ? (base.headers ?? []) : []
  return given.map(({ name, value }, nth) => {
    const plain = typeof value === 'string'
    return { nth, name, text: plain ? value : '', secret: !plain, kept: plain ? null : value }
  })
}

/** Whether the option says something else than its default, so that a closed group can show what is in it. */
export function isWritten(form: Form, name: OptionName, known: Known): boolean {
  if (name === 'headers') return headerRows(form).length > 0
  if (keptAt(form, name)) return true
  const text = shownText(form, name, known)
  const { input, whenEmpty } = options[name]
  return input === 'switch' ? text !== options[name].write(whenEmpty, known) : text.trim() !== ''
}

const schemes: Record<Kind, string> = { tcp: 'tcp', tls: 'tls', udp: 'udp', http: 'https' }

/** Reads the address with what is chosen beside it; a scheme that is written goes before that. */
export function readAddress({ kind, texts, base }: Form) {
  const text = (texts.target ?? base.target).trim()
  return parseTarget(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text === '' ? text : `${schemes[kind]}://${text}`)
}

export function kindOfAddress({ protocol, tls }: ParsedTarget): Kind {
  return protocol === 'tcp' && tls ? 'tls' : protocol
}

export interface ReadForm {
  /** Null where something is wrong. */
  draft: Draft | null
  faults: Faults
}

/** Reads the whole form with the schema that the host checks a target by. */
export function readForm(form: Form, known: Known): ReadForm {
  const faults: Partial<Record<OptionName, string>> = {}
  const address = readAddress(form)
  if (!address.ok) faults.target = asSentences(address.message)
  const kind = address.ok ? kindOfAddress(address.value) : form.kind
  const protocol: Protocol = kind === 'tls' ? 'tcp' : kind
  const secrets: Record<string, string> = {}
  const keep = (name: string, text: string): SecretRef => {
    const secret = `typed ${name}`
    secrets[secret] = text
    return { secret }
  }

  const target: Record<string, unknown> = {
    id: form.id ?? 'new',
    protocol,
    target: address.ok ? address.value.target : 'none:1',
  }
  const put = (name: OptionName, value: unknown): void => {
    const [first = '', second] = name.split('.')
    if (value === undefined) return
    if (second === undefined) target[first] = value
    else target[first] = { ...(typeof target[first] === 'object' ? target[first] : {}), [second]: value }
  }
  if (kind === 'tls') target.tls = {}

  for (const name of optionNames) {
    if (name === 'target' || !hasOption(kind, name)) continue
    if (name === 'headers') {
      const rows = headerRows(form).filter((row) => row.name.trim() !== '' || row.text !== '' || row.kept)
      if (rows.length > 0)
        put(
          name,
          rows.map((row) => headerOf(row, keep)),
        )
      continue
    }
    const option = options[name]
    const text = form.texts[name]
    if (option.secret) {
      const read = text === undefined || text === '' ? null : option.read(text, known)
      if (read?.ok)
        put(
          name,
          secretOf(read.value, (value) => keep(name, value)),
        )
      else if (text === undefined && !keptAt(form, name) && !form.dropped.includes(name))
        put(name, valueAt(form.base, name))
      else put(name, keptAt(form, name) ?? undefined)
    } else if (text === undefined) {
      const inherited = Object.hasOwn(form.base, name.split('.')[0] ?? '') || form.base.protocol === protocol
      put(name, inherited ? valueAt(form.base, name) : option.whenEmpty)
    } else if (text.trim() === '' && option.input !== 'switch') put(name, option.whenEmpty)
    else {
      const read = option.read(text, known)
      if (read.ok) put(name, read.value)
      else faults[name] = asSentences(read.message)
    }
  }
  if (address.ok) takeCredentials(address.value, target, keep)
  const checked = savedTargetSchema.safeParse(target)
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const name = optionAt(issue.path.join('.')) ?? 'target'
      faults[name] ??= issueText(issue, options[name])
    }
  }
  const sound = checked.success && Object.keys(faults).length === 0
  return { draft: sound ? { target: checked.data, secrets, source: form.source } : null, faults }
}

/** A PEM text goes to the store; a path does not need to. */
function secretOf(value: unknown, keep: (text: string) => SecretRef): unknown {
  if (typeof value === 'string') return keep(value)
  const text = typeof value === 'object' && value !== null && 'pem' in value ? value.pem : null
  return typeof text === 'string' ? keep(text) : value
}

function headerOf({ nth, name, text, secret, kept }: HeaderRow, keep: (name: string, text: string) => SecretRef) {
  const value = !secret ? text : text === '' && kept ? kept : keep(`header ${nth}`, text)
  return { name: name.trim(), value }
}

/** Those in the address stand for what the fields of their own would say. */
function takeCredentials(
  { username, password }: ParsedTarget,
  target: Record<string, unknown>,
  keep: (name: string, text: string) => SecretRef,
): void {
  if (username !== null) target.username = username
  if (password !== null && password !== '') target.password = keep('address', password)
}

/** What the host has against a draft, by option. */
export function hostFaults(list: readonly { option: string; message: string }[]): Faults {
  const faults: Partial<Record<OptionName, string>> = {}
  for (const { option, message } of list) {
    const name = optionAt(option)
    if (name) faults[name] ??= asSentences(message)
    else faults.target ??= t.editor.refused(asSentences(message))
  }
  return faults
}
