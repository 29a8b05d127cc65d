import { collectReport, type ReportSource } from '../app/collect-report.ts'
import { incidentReport } from '../app/incident-report.ts'
import { answer, refuse } from './answer.ts'
import { type ReportArguments, readReportArguments, reportUsage } from './history-arguments.ts'
import { openHistorySource } from './history-source.ts'
import { type CommandIo, processIo } from './process-io.ts'
import { written } from './written.ts'

const command = { name: 'report', usage: reportUsage }

/** Runs `portlight report`. Answers its exit status: 0 printed, 1 nobody took the output, 2 something is wrong. */
export function runReport(argv: readonly string[], io: CommandIo): Promise<number> {
  return answer(command, readReportArguments(argv), io, (options) => report(options, io))
}

async function report({ sinceMs, dataDirectory }: ReportArguments, io: CommandIo): Promise<number> {
  const opened = openHistorySource(dataDirectory, io)
  if (!opened.ok) return refuse(command.name, io, opened.message)
  const { reader, targets, warnings } = opened.source
  try {
    for (const warning of warnings) await written(io.stderr, `portlight report: warning: ${warning}\n`)
    const nowMs = io.now().getTime()
    const source: ReportSource = {
      incidents: (range) => reader?.reads.incidents(range) ?? [],
      uptimeBetween: (id, from, to) => reader?.reads.uptimeBetween(id, from, to) ?? { uptime: null, coverage: 0 },
    }
    const collected = await collectReport(source, targets, { fromMs: nowMs - sinceMs, toMs: nowMs })
    await written(io.stdout, incidentReport({ ...collected, nowMs, timeZone: io.timeZone }))
    if (!reader) await written(io.stderr, 'portlight report: there is no history yet\n')
    return 0
  } finally {
    reader?.close()
  }
}

/** Runs the command on this process. */
export function run(argv: string[]): Promise<number> {
  return runReport(argv, processIo())
}
