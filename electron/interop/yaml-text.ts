export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined }

// What every YAML reader, 1.1 or 1.2, takes for a text: no number, no date, no word for true, false or nothing.
const plain = /^[A-Za-z_][A-Za-z0-9_./]*$/
const special = /^(true|false|yes|no|on|off|null|y|n)$/i

/** A text as YAML. JSON's strings are YAML's, but for some characters that YAML calls line breaks or does not print. */
function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  if (plain.test(value) && !special.test(value)) return value
  return JSON.stringify(value.toWellFormed()).replaceAll(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const isScalar = (value: YamlValue): value is string | number | boolean => typeof value !== 'object'

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value)
}

/** The lines of a value; a list of numbers is one line however long, as a thousand lines of one number help nobody. */
function lines(value: YamlValue): string[] {
  if (isScalar(value)) return [scalar(value)]
  if (isList(value)) {
    if (value.length === 0) return ['[]']
    if (value.every((entry) => typeof entry === 'number')) return [`[${value.join(', ')}]`]
    return value.flatMap((entry) => {
      const [first = '', ...rest] = lines(entry)
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)]
    })
  }
  const entries = Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[key, entry] as const]))
  if (entries.length === 0) return ['{}']
  return entries.flatMap(([key, entry]) => {
    const [first = '', ...rest] = lines(entry)
    const inline = isScalar(entry) || (rest.length === 0 && /^[[{]/.test(first))
    return inline ? [`${scalar(key)}: ${first}`] : [`${scalar(key)}:`, ...[first, ...rest].map((line) => `  ${line}`)]
  })
}

/** A value as a YAML document in block style, which YAML 1.1 and 1.2 read alike. */
export function yamlText(value: YamlValue): string {
  return `${lines(value).join('\n')}\n`
}
