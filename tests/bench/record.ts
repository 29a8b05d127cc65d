import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import os from 'node:os'
import { resolve } from 'node:path'
import type { Figure } from './row.ts'

const document = resolve(import.meta.dirname, '../../docs/performance.md')

export interface Machine {
  atMs: number
  words: string
}

/** What the figures were measured on, and how busy it was before. */
export function describeMachine(): Machine {
  const [cpu] = os.cpus()
  const words = [
    `${os.cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}`,
    `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    `${os.type()} ${os.release()} ${os.arch()}`,
    `Node ${process.versions.node}`,
    `commit ${commit()}`,
    `load before it ${os.loadavg()[0]?.toFixed(2)}`,
  ]
  return { atMs: Date.now(), words: words.join(', ') }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', cwd: import.meta.dirname }).trim()
  } catch {
    return 'unknown'
  }
}

/** Appends a run to docs/performance.md. */
export function appendRun({ atMs, words }: Machine, figures: readonly Figure[], failures: readonly string[]): void {
  const minutes = Math.round((Date.now() - atMs) / 60_000)
  const rows = figures.map(
    ({ name, value, unit, referenceValue, ratio, goal, holds }) =>
      `| \`${name}\` | ${value} ${unit} | ${referenceValue ?? ''} | ${ratio ?? ''} | ${goal} | ${holds ? 'holds' : '**missed**'} |`,
  )
  const unmeasured = failures.length === 0 ? [] : ['', `Not measured: ${failures.join(', ')}.`]
  const lines = [
    '',
    `### ${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    `${words}; ${minutes} minutes.`,
    '',
    '| figure | ours | reference | ratio | goal | |',
    '|---|---|---|---|---|---|',
    ...rows,
    ...unmeasured,
    '',
  ]
  appendFileSync(document, lines.join('\n'))
}
