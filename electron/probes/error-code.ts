/** The code of a system, TLS, zlib or parser error; its name when it has none. Never its message. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
