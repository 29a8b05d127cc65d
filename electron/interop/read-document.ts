import { readFile, stat } from 'node:fs/promises'
import { getSystemErrorMessage } from 'node:util'
import type { ConfigReport } from './config-report.ts'
import { parseDocument, type TomlDocument } from './toml-document.ts'

/** A hundred thousand targets fit in; what is larger is not a configuration. */
const maxBytes = 4 * 1024 * 1024

/** Reads one file. Null when it cannot be read; why is in the report. */
export type DocumentReader = (file: string, report: ConfigReport) => Promise<TomlDocument | null>

/** What the system said of a path, in words. */
export function systemReason(error: unknown): string {
  if (error instanceof Error && 'errno' in error && typeof error.errno === 'number') {
    return getSystemErrorMessage(error.errno)
  }
  return String(error)
}

/** Reads a TOML file of at most 4 MiB. Null when it cannot be read; why is in the report. */
export async function readDocument(file: string, report: ConfigReport): Promise<TomlDocument | null> {
  try {
    const facts = await stat(file)
    if (!facts.isFile()) {
      report.errors.push({
        code: 'unreadable',
        file,
        line: null,
        message: 'this is not a file; give a file or a directory',
      })
      return null
    }
    if (facts.size > maxBytes) {
      const message = `this file is ${(facts.size / 1024 / 1024).toFixed(1)} MiB; at most 4 MiB are read, so split it`
      report.errors.push({ code: 'too-large', file, line: null, message })
      return null
    }
    const bytes = await readFile(file)
    const parsed = parseDocument(file, new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (parsed.ok) return parsed.document
    report.errors.push(parsed.error)
  } catch (error) {
    const message = error instanceof TypeError ? 'this is not UTF-8 text; save it as UTF-8' : systemReason(error)
    report.errors.push({ code: 'unreadable', file, line: null, message: `cannot be read: ${message}` })
  }
  return null
}
