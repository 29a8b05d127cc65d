import { homedir } from 'node:os'
import { pastResults } from '../app/past-results.ts'
import { type AboutTarget, resultsCsv, resultsJson } from '../app/results-text.ts'
import type { PastResult, Uptime } from '../contract/history.ts'
import { wantsColour } from './check-text.ts'
import { findTarget } from './find-target.ts'
import { version } from './help.ts'
import { type HistoryArguments, historyUsage, readHistoryArguments } from './history-arguments.ts'
import { type HistoryIo, type HistorySource, openHistorySource } from './history-source.ts'
import { historyText } from './history-text.ts'
import { quietStreams, untilUnread, written } from './written.ts'

/** Runs `portlight history`. Answers its exit status: 0 printed, 1 nobody took the output, 2 something is wrong. */
export function runHistory(argv: readonly string[], io: HistoryIo): Promise<number> {
  return untilUnread('history', io.stderr, async () => {
    const request = readHistoryArguments(argv)
    switch (request.kind) {
      case 'help':
        await written(io.stdout, historyUsage)
        return 0
      case 'version':
        await written(io.stdout, `${version}\n`)
        return 0
      case 'wrong':
        return refuse(io, `${request.message}\nTry: portlight history --help`)
      case 'run':
        return history(request.arguments, io)
    }
  })
}

async function refuse(io: HistoryIo, message: string): Promise<number> {
  await written(io.stderr, `portlight history: ${message}\n`)
  return 2
}

async function history(options: HistoryArguments, io: HistoryIo): Promise<number> {
  const opened = openHistorySource(options.dataDirectory, io)
  if (!opened.ok) return refuse(io, opened.message)
  const { source } = opened
  try {
    for (const warning of source.warnings) await written(io.stderr, `portlight history: warning: ${warning}\n`)
    const found = findTarget(options.target, source.targets)
    return found.ok ? await print(found.target, options, source, io) : await refuse(io, found.message)
  } finally {
    source.reader?.close()
  }
}

/** What prints the results, in each format. */
interface Printer {
  begin(): string
  piece(results: readonly PastResult[]): string
  end(uptime: Uptime): string
}

function printerFor(about: AboutTarget, { format }: HistoryArguments, io: HistoryIo): Printer {
  switch (format) {
    case 'json':
      return resultsJson(about)
    case 'csv':
      return resultsCsv(about)
    case 'text':
      return historyText(about, { colour: wantsColour(io.env, io.stdout.isTTY ?? false), timeZone: io.timeZone })
  }
}

async function print(
  about: AboutTarget,
  options: HistoryArguments,
  { reader }: HistorySource,
  io: HistoryIo,
): Promise<number> {
  const toMs = io.now().getTime()
  const fromMs = toMs - options.sinceMs
  const printer = printerFor(about, options, io)
  const range = { fromMs, toMs: toMs + 1, firstMs: reader?.reads.nearest(about.id, 0)?.at ?? null }
  const pieces = pastResults((from, to, limit) => reader?.reads.results(about.id, from, to, limit) ?? [], range)
  await written(io.stdout, printer.begin())
  let count = 0
  for await (const piece of pieces) {
    count += piece.length
    await written(io.stdout, printer.piece(piece))
  }
  await written(io.stdout, printer.end(reader?.reads.uptimeBetween(about.id, fromMs, toMs) ?? unknown))
  if (count === 0) await written(io.stderr, `portlight history: there are no results of "${about.name}" in this time\n`)
  return 0
}

const unknown: Uptime = { uptime: null, coverage: 0 }

/** Runs the command on this process. */
export async function run(argv: string[]): Promise<number> {
  quietStreams()
  return runHistory(argv, processIo())
}

/** This process, as the commands that read a history see it. */
export function processIo(): HistoryIo {
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
