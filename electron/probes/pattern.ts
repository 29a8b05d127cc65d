import { MatcherInput, RE2JS } from 're2js'

/**
 * Whether a pattern in Go's RE2 syntax matches anywhere in the bytes, read as UTF-8; null when it is not a pattern. The
 * time it takes is linear in the length of both. Bytes are matched as they are: decoding 10 MiB first takes four times as
 * long.
 */
export function findsPattern(content: Uint8Array, pattern: string): boolean | null {
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(pattern)
  } catch {
    return null
  }
  return compiled.matcher(MatcherInput.utf8(content)).find()
}
