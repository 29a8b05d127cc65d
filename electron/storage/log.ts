import { mkdirSync } from 'node:fs'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import type { Clock } from '../monitor/ports.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof levels)[number]

/** What a line may carry besides its message. Never a secret, a header value or an address with credentials. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** Writes out what is waiting, for at most a second. */
  close(): Promise<void>
}

const maxWaitingBytes = 1024 * 1024
const retryAfterMs = 30_000
const closeWithinMs = 1000

/**
 * Logs to `portlight.log` in the directory: JSON lines, rotated at 1 MB, five kept, for their owner alone. It never
 * throws and never waits: when the disk is full or slow, lines are dropped and the log is tried again half a minute later.
 */
export function createLog(directory: string, clock: Clock, least: LogLevel = 'info'): Log {
  let stream: RotatingFileStream | null = null
  let retryAtMs = Number.NEGATIVE_INFINITY
  let dropped = 0

  function open(): RotatingFileStream | null {
    if (stream || clock.monotonicMs() < retryAtMs) return stream
    makeDirectory(directory)
    stream = createStream('portlight.log', { path: directory, size: '1M', rotate: 5, mode: 0o600 })
    stream.on('error', () => {
      stream = null
      retryAtMs = clock.monotonicMs() + retryAfterMs
    })
    return stream
  }

  function write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    const out = open()
    if (!out || out.writableLength > maxWaitingBytes) {
      dropped += 1
      return
    }
    const lost = dropped > 0 ? { linesLostBefore: dropped } : {}
    dropped = 0
    const at = new Date(clock.wallMs()).toISOString()
    out.write(`${JSON.stringify({ at, level, message, ...fields, ...lost })}\n`)
  }

  return {
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    close: () =>
      new Promise((resolve) => {
        if (!stream) return resolve()
        const deadline = clock.after(closeWithinMs, resolve)
        stream.once('close', () => {
          deadline.cancel()
          resolve()
        })
        stream.end()
      }),
  }
}

/** Beforehand, because the stream would make it readable by all. What is wrong with it, the stream will say. */
function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch {}
}
