import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { readTourLine, type TourLine } from './tour-lines.ts'

export interface Tour {
  lines: TourLine[]
  /** Null when it went to its end. */
  fault: string | null
}

/** Of what it wrote to stderr, the end is where it says why. */
const lastErrors = 2000

/** Runs the tour and answers with what it said, after `limitMs` at the latest. `onLine` hears each line as it comes. */
export async function runTour(options: {
  program: string
  args: readonly string[]
  env: NodeJS.ProcessEnv
  limitMs: number
  onLine: (line: TourLine) => void
}): Promise<Tour> {
  const child = spawn(options.program, options.args, { stdio: ['ignore', 'pipe', 'pipe'], env: options.env })
  const lines: TourLine[] = []
  let errors = ''
  let late = false
  const deadline = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, options.limitMs)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-lastErrors)
  })
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = readTourLine(text)
    if (line === null) return
    lines.push(line)
    options.onLine(line)
  })
  const ended = await once(child, 'close').catch((error: unknown) => [String(error), null])
  clearTimeout(deadline)
  if (late) return { lines, fault: `it did not end within ${options.limitMs / 1000} s. ${errors}`.trim() }
  const isDone = lines.at(-1)?.step === 'done'
  return { lines, fault: isDone ? null : `it ended with ${String(ended[0] ?? ended[1])}. ${errors}`.trim() }
}
