import { collectReport, type ReportSource } from '../app/collect-report.ts'
import { incidentReport } from '../app/incident-report.ts'
import { version } from './help.ts'
import { processIo } from './history.ts'
import { type ReportArguments, readReportArguments, reportUsage } from './history-arguments.ts'
import { type HistoryIo, openHistorySource } from './history-source.ts'
import { quietStreams, untilUnread, written } from './written.ts'

/** Runs `portlight report`. Answers its exit status: 0 printed, 1 nobody took the output, 2 something is wrong. */
export function runReport(argv: readonly string[], io: HistoryIo): Promise<number> {
  return untilUnread('report', io.stderr, async () => {
    const request = readReportArguments(argv)
    switch (request.kind) {
      case 'help':
        await written(io.stdout, reportUsage)
        return 0
      case 'version':
        await written(io.stdout, `${version}\n`)
        return 0
      case 'wrong':
        return refuse(io, `${request.message}\nTry: portlight report --help`)
      case 'run':
        return report(request.arguments, io)
    }
  })
}

async function refuse(io: HistoryIo, message: string): Promise<number> {
  await written(io.stderr, `portlight report: ${message}\n`)
  return 2
}

async function report({ sinceMs, dataDirectory }: ReportArguments, io: HistoryIo): Promise<number> {
  const opened = openHistorySource(dataDirectory, io)
  if (!opened.ok) return refuse(io, opened.message)
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
export async function run(argv: string[]): Promise<number> {
  quietStreams()
  return runReport(argv, processIo())
}
