import { readFile, stat } from 'node:fs/promises'
import { errorReason } from '../storage/error-reason.ts'
import type { SecretAnswer } from '../storage/ports.ts'

/** A bundle of every public anchor is about 250 kB; more than this is not a certificate file. */
const maxBytes = 4 * 1024 * 1024
const maxCached = 64

interface CachedFile {
  modifiedMs: number
  bytes: number
  text: string
}

// Probes come every few seconds and their files change once a year. A renewed certificate has another date or size.
const cache = new Map<string, CachedFile>()

// On a network drive that has gone away a read may take for ever, and each keeps one of the few threads that also look
// up names.
const underWay = new Map<string, Promise<SecretAnswer>>()

/**
 * Reads a PEM file, again only when its date or size has changed. The message of a failure names the file. Whoever asks
 * while it is being read gets the same answer; on a drive that does not answer that may be never.
 */
export function readPemFile(path: string): Promise<SecretAnswer> {
  const known = underWay.get(path)
  if (known) return known
  const reading = read(path).finally(() => underWay.delete(path))
  underWay.set(path, reading)
  return reading
}

async function read(path: string): Promise<SecretAnswer> {
  try {
    const facts = await stat(path)
    const { mtimeMs, size } = facts
    // To open a pipe is to wait until somebody writes into it.
    if (!facts.isFile()) {
      return { ok: false, message: `${path} is neither a file nor a link to one; name a PEM file` }
    }
    const known = cache.get(path)
    if (known && known.modifiedMs === mtimeMs && known.bytes === size) return { ok: true, value: known.text }
    if (size > maxBytes) return { ok: false, message: `${path} is over 4 MiB, which no certificate file is` }
    const text = await readFile(path, 'utf8')
    if (!text.includes('-----BEGIN')) return { ok: false, message: `${path} holds no PEM text ("-----BEGIN …")` }
    const oldest = cache.keys().next()
    if (cache.size >= maxCached && !oldest.done) cache.delete(oldest.value)
    cache.set(path, { modifiedMs: mtimeMs, bytes: size, text })
    return { ok: true, value: text }
  } catch (error) {
    return { ok: false, message: `${path} cannot be read: ${errorReason(error)}` }
  }
}
