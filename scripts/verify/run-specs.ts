import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import * as z from 'zod/mini'

export interface SpecResult {
  /** File and title, as a person finds it. */
  name: string
  passed: boolean
  durationMs: number
  /** The first line of what went wrong. */
  error: string | null
}

const resultSchema = z.object({
  status: z.string(),
  duration: z.number(),
  error: z.optional(z.object({ message: z.optional(z.string()) })),
})
const specSchema = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(resultSchema) })),
})
const suiteSchema = z.object({
  specs: z.array(specSchema),
  get suites() {
    return z.optional(z.array(suiteSchema))
  },
})
const reportSchema = z.object({
  suites: z.array(suiteSchema),
  errors: z.array(z.object({ message: z.optional(z.string()) })),
})

type Suite = z.infer<typeof suiteSchema>

const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const firstLine = (text: string) => text.replaceAll(colours, '').split('\n', 1)[0] ?? ''

function specsOf({ specs, suites = [] }: Suite): SpecResult[] {
  const own = specs.map(({ title, file, ok, tests }) => {
    const last = tests.at(-1)?.results.at(-1)
    const message = last?.error?.message
    return {
      name: `${file}: ${title}`,
      passed: ok && last !== undefined,
      durationMs: Math.round(last?.duration ?? 0),
      error: message === undefined ? null : firstLine(message),
    }
  })
  return [...own, ...suites.flatMap(specsOf)]
}

/** Reads Playwright's JSON report. `fault` says why nothing could be run. */
export function readSpecReport(text: string): { specs: SpecResult[]; fault: string | null } {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return { specs: [], fault: 'Playwright wrote no report' }
  }
  const report = z.safeParse(reportSchema, given)
  if (!report.success) return { specs: [], fault: 'Playwright wrote a report of another form' }
  const specs = report.data.suites.flatMap(specsOf)
  const [error] = report.data.errors
  if (error) return { specs, fault: firstLine(error.message ?? 'Playwright failed') }
  return { specs, fault: specs.length === 0 ? 'no spec was run' : null }
}

/** Runs every spec of tests/e2e in one of Playwright's projects, for at most `limitMs`. */
export async function runSpecs(
  clone: string,
  { project, limitMs, only = [] }: { project: string; limitMs: number; only?: readonly string[] },
): Promise<{ specs: SpecResult[]; fault: string | null }> {
  const playwright = join(clone, 'node_modules', '@playwright', 'test', 'cli.js')
  // One at a time: a person watches the same screen, and two popovers take each other's focus.
  const args = [playwright, 'test', `--project=${project}`, '--reporter=json', '--workers=1', ...only]
  const child = spawn(process.execPath, args, { cwd: clone, stdio: ['ignore', 'pipe', 'inherit'] })
  const deadline = setTimeout(() => child.kill('SIGTERM'), limitMs)
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await once(child, 'close')
  clearTimeout(deadline)
  return readSpecReport(text)
}
