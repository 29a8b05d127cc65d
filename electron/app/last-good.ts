import { stat } from 'node:fs/promises'
import type { ConfigReport } from '../interop/config-report.ts'
import { type DocumentReader, readDocument } from '../interop/read-document.ts'
import type { TomlDocument } from '../interop/toml-document.ts'

/** All files of one folder together: a hundred thousand targets fit in. */
const maxTotalBytes = 16 * 1024 * 1024

/** Reads files again only when they have changed, and keeps of each the last version that could be used. */
export interface LastGood {
  /** For one reading of the folder. A file in `broken` answers with its last good version. */
  reader(broken: ReadonlySet<string>): DocumentReader
  /** Takes what was read last as good, but for the files named. */
  accept(broken: ReadonlySet<string>): void
  hasGood(file: string): boolean
}

interface Version {
  mark: string
  bytes: number
  document: TomlDocument | null
  report: ConfigReport
}

export function createLastGood(): LastGood {
  let current = new Map<string, Version>()
  let read = new Map<string, Version>()
  let good = new Map<string, TomlDocument>()

  async function load(file: string): Promise<Version> {
    const known = current.get(file)
    let mark = ''
    let bytes = 0
    try {
      const facts = await stat(file)
      bytes = facts.size
      mark = [facts.mtimeMs, facts.ctimeMs, facts.size, facts.ino].join(' ')
    } catch {
      // Reading says why.
    }
    if (known && mark !== '' && known.mark === mark) return known
    const report: ConfigReport = { warnings: [], errors: [] }
    return { mark, bytes, document: await readDocument(file, report), report }
  }

  return {
    reader(broken) {
      let totalBytes = 0
      read = new Map()
      return async (file, report) => {
        const version = await load(file)
        read.set(file, version)
        totalBytes += version.bytes
        if (totalBytes > maxTotalBytes) {
          const message = 'with the files before it, it is over 16 MiB, so it is not read; follow fewer files'
          report.errors.push({ code: 'too-large', file, line: null, message })
          return null
        }
        if (broken.has(file)) return good.get(file) ?? null
        report.errors.push(...version.report.errors)
        report.warnings.push(...version.report.warnings)
        return version.document
      }
    },
    accept(broken) {
      current = read
      const next = new Map<string, TomlDocument>()
      for (const [file, { document }] of read) {
        const kept = broken.has(file) ? good.get(file) : document
        if (kept) next.set(file, kept)
      }
      good = next
    },
    hasGood: (file) => good.has(file),
  }
}
