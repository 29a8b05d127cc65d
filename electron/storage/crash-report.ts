import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A report is a few kilobytes; more than these nobody reads. */
const maxReports = 20

const reportName = /^crash-(\d{8}T\d{6}\.\d{3}Z)\.txt$/

export interface CrashReport {
  path: string
  /** Reports of the last ten minutes, this one among them. */
  recent: number
}

/** Reports that stand this close together are of one trouble that starting again does not mend. */
const recentMs = 600_000

/**
 * Writes what went wrong where only this person can read it; nothing of it leaves the computer. Synchronous, for the
 * process is about to end. It holds the error's own words and place, the version and the system, and no settings.
 * Null when it could not be written.
 */
export function writeCrashReport(
  folder: string,
  crash: { error: unknown; version: string; at: Date },
): CrashReport | null {
  const { error, version, at } = crash
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const text = [
    `Portlight ${version} ended unexpectedly on ${at.toISOString()}.`,
    `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    '',
    what,
    '',
  ].join('\n')
  const path = join(folder, `crash-${stamp(at)}.txt`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, text, { mode: 0o600 })
    const names = readdirSync(folder)
      .filter((name) => reportName.test(name))
      .sort()
    for (const name of names.slice(0, -maxReports)) rmSync(join(folder, name), { force: true })
    const since = stamp(new Date(at.getTime() - recentMs))
    return { path, recent: names.filter((name) => name >= `crash-${since}` && name <= `crash-${stamp(at)}.txt`).length }
  } catch {
    return null
  }
}

/** Starting again after a crash takes seconds. */
const justMs = 60_000

/** The report of a crash that this start follows, or null. */
export function crashJustBefore(folder: string, at: Date): string | null {
  try {
    const since = `crash-${stamp(new Date(at.getTime() - justMs))}`
    const name = readdirSync(folder)
      .filter((name) => reportName.test(name) && name >= since)
      .toSorted()
      .at(-1)
    return name === undefined ? null : join(folder, name)
  } catch {
    return null
  }
}

/** Sorts as the time it stands for, and no system minds it in a file name. */
function stamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:]/g, '')
}
