import type { HttpTarget } from '../contract/target-config.ts'
import type { SecretSink } from './categraf-instance.ts'
import { isSecretHeader } from './secret-header.ts'
import type { Table } from './toml-table.ts'

type Headers = NonNullable<HttpTarget['headers']>

// Go's net/http writes these itself and drops what it finds in the header map (Request.write, reqWriteExcludeHeader).
const writtenByGo = ['content-length', 'transfer-encoding', 'trailer']

/** Reads the flat list of names and values. Null when it has an error, which is in the report. */
export function readHeaders(table: Table, secrets: SecretSink): Headers | null {
  const flat = table.texts('headers')
  if (flat === undefined) return []
  if (flat.length % 2 === 1) {
    table.fail('headers', 'headers has an odd number of entries, which stops Categraf; write name, value, name, value')
    return null
  }
  const headers = new Map<string, Headers[number]>()
  for (let index = 0; index < flat.length; index += 2) {
    const [name = '', value = ''] = flat.slice(index, index + 2)
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
      table.fail('headers', 'headers has a name that is not one: letters, digits and hyphens only', index)
      return null
    }
    if (/[\r\n\0]/.test(value) || value.length > 8192) {
      table.fail('headers', `the value of header ${name} has a line break or is over 8 KiB`, index + 1)
      return null
    }
    const key = name.toLowerCase()
    if ((key === 'host' && name !== 'Host') || writtenByGo.includes(key)) {
      const advice = key === 'host' ? 'write Host' : 'it is written by the client itself, so remove it'
      table.warn('headers', `header ${name} has no effect, as in Categraf; ${advice}`, index)
      continue
    }
    const earlier = headers.get(key)
    if (earlier) {
      const which =
        earlier.name === name ? 'the last one counts' : 'the last one counts here, and Categraf takes either'
      table.warn('headers', `header ${name} stands twice; ${which}. Keep one`, index)
    }
    headers.set(key, { name, value: isSecretHeader(name) ? secrets(value) : value })
  }
  return [...headers.values()]
}
