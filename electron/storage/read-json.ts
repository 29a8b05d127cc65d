import { readFileSync, statSync } from 'node:fs'
import { errorCode } from './error-reason.ts'

/** Ten times what a thousand targets with every option take; to parse more could take the memory of the whole machine. */
const maxBytes = 32 * 1024 * 1024

/** Parses a JSON file; undefined when there is none, nor a directory it could be in. Throws when it cannot be read or is not JSON. */
export function readJson(path: string): unknown {
  try {
    if (statSync(path).size > maxBytes) throw new Error('it is larger than 32 MB, which no settings are')
    // Some editors on Windows put a byte order mark in front, which JSON does not allow.
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}
