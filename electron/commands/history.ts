import { pastResults } from '../app/past-results.ts'
import { type AboutTarget, resultsCsv, resultsJson } from '../app/results-text.ts'
import type { PastResult, Uptime } from '../contract/history.ts'
import { answer, refuse } from './answer.ts'
import { wantsColour } from './check-text.ts'
import { findTarget } from './find-target.ts'
import { type HistoryArguments, historyUsage, readHistoryArguments } from './history-arguments.ts'
import { type HistorySource, openHistorySource } from './history-source.ts'
import { historyText } from './history-text.ts'
import { type CommandIo, processIo } from './process-io.ts'
import { written } from './written.ts'

const command = { name: 'history', usage: historyUsage }

/** Runs `portlight history`. Answers its exit status: 0 printed, 1 nobody took the output, 2 something is wrong. */
export function runHistory(argv: readonly string[], io: CommandIo): Promise<number> {
  return answer(command, readHistoryArguments(argv), io, (options) => history(options, io))
}

async function history(options: HistoryArguments, io: CommandIo): Promise<number> {
  const opened = openHistorySource(options.dataDirectory, io)
  if (!opened.ok) return refuse(command.name, io, opened.message)
  const { source } = opened
  try {
    for (const warning of source.warnings) await written(io.stderr, `portlight history: warning: ${warning}\n`)
    const found = findTarget(options.target, source.targets)
    return found.ok ? await print(found.target, options, source, io) : await refuse(command.name, io, found.message)
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

function printerFor(about: AboutTarget, { format }: HistoryArguments, io: CommandIo): Printer {
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
  io: CommandIo,
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
export function run(argv: string[]): Promise<number> {
  return runHistory(argv, processIo())
}
