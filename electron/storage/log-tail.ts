import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The end of a file as text, from the first whole line on; empty where there is none. */
async function tailOf(path: string, maxBytes: number): Promise<string> {
  try {
    await using file = await open(path, 'r')
    const { size } = await file.stat()
    const start = Math.max(0, size - maxBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    const text = buffer.subarray(0, bytesRead).toString('utf8')
    return start === 0 ? text : text.slice(text.indexOf('\n') + 1)
  } catch {
    return ''
  }
}

export interface LogTail {
  log: string
  /** The latest reports of an unexpected end, the newest last. */
  crashes: string[]
}

const maxLogBytes = 64 * 1024
const maxCrashes = 3

/** What the log's directory last says: the end of the log and the latest crash reports. */
export async function readLogTail(directory: string): Promise<LogTail> {
  const names = await readdir(directory).catch(() => [])
  const reports = names.filter((name) => /^crash-.*\.txt$/.test(name)).sort()
  const crashes: string[] = []
  for (const name of reports.slice(-maxCrashes)) crashes.push(await tailOf(join(directory, name), maxLogBytes))
  return { log: await tailOf(join(directory, 'portlight.log'), maxLogBytes), crashes }
}
