import type { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { gatherChunks } from './gather-chunks.ts'

/** More layers than any server applies; each costs memory. */
const maxLayers = 4

/**
 * The streams a body passes through to be decoded, outermost coding first; none where it needs no decoding. `first` is the beginning of what was received, and not
 * empty. A coding that is not known, identity among them, passes as it is, as in Go.
 */
export function decoders(contentEncoding: string | undefined, first: Uint8Array): Transform[] {
  if (contentEncoding === undefined) return []
  const codings = contentEncoding.toLowerCase().split(',').slice(0, maxLayers).toReversed()
  const decoding = codings.flatMap((coding, index): Transform[] => {
    switch (coding.trim()) {
      case 'gzip':
      case 'x-gzip':
        return [zlib.createGunzip()]
      case 'deflate':
        return [index === 0 && !isZlib(first) ? zlib.createInflateRaw() : zlib.createInflate()]
      case 'br':
        return [zlib.createBrotliDecompress()]
      default:
        return []
    }
  })
  return decoding.length === 0 ? [] : [gatherChunks(), ...decoding]
}

/**
 * Whether a `deflate` body has the zlib wrapper HTTP asks for (RFC 9110, section 8.4.1.2). Some servers leave it out.
 * Its first byte names the method, 8, in the lower half (RFC 1950, section 2.2).
 */
function isZlib(first: Uint8Array): boolean {
  return ((first[0] ?? 0) & 0x0f) === 8
}
