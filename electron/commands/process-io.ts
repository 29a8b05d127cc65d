import { homedir } from 'node:os'
import type { SystemPaths } from '../storage/data-directory.ts'
import type { TextStream } from './written.ts'

/** The process as a command sees it. */
export interface CommandIo extends SystemPaths {
  stdout: TextStream & { readonly isTTY?: boolean }
  stderr: TextStream
  now: () => Date
  /** IANA name of the zone that times are printed in. */
  timeZone: string
}

/** This process. What goes wrong with a write to its streams is told to the write itself. */
export function processIo(): CommandIo {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => null)
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    home: homedir(),
    platform: process.platform,
    now: () => new Date(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
