import type { HttpTarget, TlsOptions } from '../../contract/target-config.ts'
import { type CurlContext, lastOf } from './curl-context.ts'

const versions = ['1.0', '1.1', '1.2', '1.3'] as const satisfies TlsOptions['minVersion'][]

/** `--insecure`, `--cacert`, `--cert` with `--key`, `--tlsv1.x`, `--tls-max` and `--ciphers`. */
export function curlTls(context: CurlContext, serverName: string | null): Pick<HttpTarget, 'tls'> {
  const { options, warn } = context
  const has = (name: string): boolean => options.some((option) => option.name === name)
  const minVersion = versions.findLast((version) => has(`tlsv${version}`)) ?? (has('tlsv1') ? '1.0' : undefined)
  const maxText = lastOf(context, 'tls-max')
  const maxVersion = versions.find((version) => version === maxText)
  if (maxText !== undefined && maxText !== 'default' && maxVersion === undefined) {
    warn('--tls-max is left out; it is 1.0, 1.1, 1.2 or 1.3')
  }
  const cipherSuites = (lastOf(context, 'ciphers') ?? '').split(/[:, ]/).filter((name) => name !== '')
  const ca = fileOf(context, 'cacert')
  const cert = fileOf(context, 'cert')
  const key = fileOf(context, 'key')
  const tls: TlsOptions = {
    ...(has('insecure') ? { insecureSkipVerify: true } : {}),
    ...(serverName === null ? {} : { serverName }),
    ...(ca === null ? {} : { ca: { file: ca } }),
    // curl takes a file that holds both.
    ...(cert === null ? {} : { cert: { file: cert }, key: { file: key ?? cert } }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(cipherSuites.length === 0 ? {} : { cipherSuites }),
  }
  return Object.keys(tls).length === 0 ? {} : { tls }
}

/** A whole path, as where the command would have been run is not known. */
function fileOf(context: CurlContext, name: 'cacert' | 'cert' | 'key'): string | null {
  const text = lastOf(context, name)
  if (text === undefined) return null
  if (/^(?:\/|[A-Za-z]:[\\/])[^:]*$/.test(text)) return text
  const behind = name === 'cert' && /^(?:\/|[A-Za-z]:[\\/])[^:]*:/.test(text) ? 'a password' : null
  const advice = behind === null ? 'write the whole path of its file' : 'a key with a password cannot be used'
  context.warn(`--${name} is left out; ${advice}`)
  return null
}
