import type { HttpSpec } from './spec.ts'

/** Shorter ones are in every other word, and taking them out would tell them. */
const minSecret = 4

/**
 * A text the target wrote, without the credentials it was asked with: login pages and debuggers say back what they were
 * told, in a redirect or in JSON, and results are kept, shown and sent on.
 */
export function withoutEchoes({ headers, username, password, proxy }: HttpSpec, text: string): string {
  const values = headers.flatMap(({ value, secret }) => (secret ? [value, value.replace(/^\S+ /, '')] : []))
  const pairs = [
    [username, password],
    [proxy?.username, proxy?.password],
  ].flatMap(([name, word]) => (word ? [word, base64(`${name ?? ''}:${word}`), base64(word)] : []))
  const told = [...values, ...pairs].filter(({ length }) => length >= minSecret)
  if (told.length === 0) return text
  // The longest first: a header holds what follows its scheme.
  const forms = told.flatMap(spellings).sort((a, b) => b.length - a.length)
  return text.replaceAll(new RegExp(forms.map(escapeRegExp).join('|'), 'gi'), '…')
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

function spellings(secret: string): string[] {
  const percent = encodeURIComponent(secret)
  return [secret, secret.replace(/=+$/, ''), percent, percent.replaceAll('%20', '+'), encodeURI(secret)]
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
