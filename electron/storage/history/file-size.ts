import { statSync } from 'node:fs'

/** Bytes of a database on the disk, with what is not in its main file yet. */
export function fileSize(path: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0)
}
