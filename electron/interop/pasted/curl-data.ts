import type { HttpTarget } from '../../contract/target-config.ts'
import type { CurlContext } from './curl-context.ts'

export interface CurlData {
  /** Null where nothing is sent. */
  body: string | null
  /** What `--get` puts behind the address. */
  query: string
  /** Those curl adds where the command does not give them. */
  headers: NonNullable<HttpTarget['headers']>
}

/** What is sent: `--data` and its kin, joined with `&`, or `--json`. Null where it is in a file, which is not read. */
export function curlData({ options, fail }: CurlContext): CurlData | null {
  const form: string[] = []
  let json: string | null = null
  for (const { as, name, value } of options) {
    const inFile = value.startsWith('@') && ['data', 'data-ascii', 'data-binary', 'json'].includes(name)
    if (inFile || (name === 'data-urlencode' && /^[^=]*@/.test(value))) {
      fail(`${as} names a file, which is not read; write what is in it`)
      return null
    }
    if (['data', 'data-ascii', 'data-raw', 'data-binary'].includes(name)) form.push(value)
    if (name === 'data-urlencode') form.push(urlEncoded(value))
    if (name === 'json') json = `${json ?? ''}${value}`
  }
  const sent = json ?? (form.length === 0 ? null : form.join('&'))
  if (sent === null) return { body: null, query: '', headers: [] }
  if (options.some(({ name }) => name === 'get'))
    return { body: null, query: sent.replaceAll(/\s/g, '%20'), headers: [] }
  const types =
    json === null
      ? [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }]
      : [
          { name: 'Content-Type', value: 'application/json' },
          { name: 'Accept', value: 'application/json' },
        ]
  return { body: sent, query: '', headers: types }
}

/** `content`, `=content` or `name=content`, of which the content is encoded. */
function urlEncoded(value: string): string {
  const equals = value.indexOf('=')
  const name = equals > 0 ? `${value.slice(0, equals)}=` : ''
  const content = equals === -1 ? value : value.slice(equals + 1)
  return (
    name +
    encodeURIComponent(content).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  )
}
