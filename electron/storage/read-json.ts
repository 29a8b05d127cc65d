import { readFileSync } from 'node:fs'
import { errorCode } from './error-reason.ts'

/** Parses a JSON file; undefined when there is none, nor a directory it could be in. Throws when it cannot be read or is not JSON. */
export function readJson(path: string): unknown {
  try {
    // Some editors on Windows put a byte order mark in front, which JSON does not allow.
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}
