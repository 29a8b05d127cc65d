import { resolve } from 'node:path'
import type { SecretRef, TlsOptions } from '../contract/target-config.ts'
import type { SecretSink } from './categraf-instance.ts'
import type { Table } from './toml-table.ts'

const tlsKeys = [
  'tls_ca',
  'tls_cert',
  'tls_key',
  'tls_server_name',
  'tls_min_version',
  'tls_max_version',
  'tls_cipher_suites',
  'insecure_skip_verify',
]

type Version = NonNullable<TlsOptions['minVersion']>
const versions: readonly Version[] = ['1.0', '1.1', '1.2', '1.3']

function readVersion(table: Table, key: string): Version | undefined {
  const text = table.text(key) ?? ''
  const version = versions.find((known) => known === text)
  if (text !== '' && version === undefined) {
    table.warn(key, `${key} "${text}" has no effect, as in Categraf; write 1.0, 1.1, 1.2 or 1.3`)
  }
  return version
}

const isPem = (text: string): boolean => text.includes('-----BEGIN')

/** A file is named from the working directory, as Categraf does. */
function pem(text: string): { pem: string } | { file: string } {
  return isPem(text) ? { pem: text } : { file: resolve(text) }
}

function privateKey(text: string, secrets: SecretSink): SecretRef | { file: string } {
  return isPem(text) ? secrets(text) : { file: resolve(text) }
}

/** The TLS options of an instance; undefined when there are none. Without `use_tls` none counts. */
export function readTls(table: Table, secrets: SecretSink): TlsOptions | undefined {
  const useTls = table.flag('use_tls') ?? false
  const insecureSkipVerify = table.flag('insecure_skip_verify') ?? false
  if (!useTls) {
    for (const key of tlsKeys) {
      if (table.keys.includes(key) && (key !== 'insecure_skip_verify' || insecureSkipVerify)) {
        table.warn(key, `${key} has no effect without use_tls, as in Categraf; write use_tls = true beside it`)
      }
    }
    return undefined
  }
  const [ca = '', cert = '', key = ''] = ['tls_ca', 'tls_cert', 'tls_key'].map((name) => table.text(name))
  const pair = cert !== '' && key !== ''
  if (!pair && cert !== '') table.warn('tls_cert', 'tls_cert has no effect without tls_key, as in Categraf; write both')
  if (!pair && key !== '') table.warn('tls_key', 'tls_key has no effect without tls_cert, as in Categraf; write both')
  const serverName = table.text('tls_server_name') ?? ''
  const minVersion = readVersion(table, 'tls_min_version')
  const maxVersion = readVersion(table, 'tls_max_version')
  const cipherSuites = table.texts('tls_cipher_suites') ?? []
  return {
    ...(insecureSkipVerify ? { insecureSkipVerify } : {}),
    ...(serverName === '' ? {} : { serverName }),
    ...(ca === '' ? {} : { ca: pem(ca) }),
    ...(pair ? { cert: pem(cert), key: privateKey(key, secrets) } : {}),
    ...(minVersion ? { minVersion } : {}),
    ...(maxVersion ? { maxVersion } : {}),
    ...(cipherSuites.length === 0 ? {} : { cipherSuites }),
  }
}
