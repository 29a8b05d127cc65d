import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as after } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openHistoryReader } from '../../electron/storage/history-reader.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { loadTarget, loadTargets } from './history-load.ts'

const kills = Number(process.env.PORTLIGHT_KILLS ?? 20)
const hourMs = 3_600_000

/** How often the writer records results. */
const tickMs = 10

/**
 * What the history took, by the number of the result, and when. A result a hundredth of a second: where there are longer
 * pauses between them, it was the processor that others had.
 */
interface Run {
  taken: Map<number, number>
  killedMs: number
  lastNumber: number
}

/** Writes until killed at a random instant, from a moment after it began to write on. */
async function writeUntilKilled(path: string, first: number, wallMs: number): Promise<Run> {
  const writer = join(import.meta.dirname, 'history-writer.ts')
  const takenPath = `${path}.taken`
  const child = spawn(process.execPath, [writer, path, takenPath, `${first}`, `${wallMs}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), exited])
  await after(200 + Math.random() * 2800)
  const killedMs = Date.now()
  child.kill('SIGKILL')
  const [code, signal] = await exited
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
  const taken = new Map<number, number>()
  for (const line of readFileSync(takenPath, 'utf8').split('\n').slice(0, -1)) {
    const [number = 0, atMs = 0] = line.split(' ').map(Number)
    taken.set(number, atMs)
  }
  return { taken, killedMs, lastNumber: Math.max(first, ...taken.keys()) }
}

/** For how long the writing process did not get to run in the three seconds before it was killed. */
function heldUp(taken: ReadonlyMap<number, number>, killedMs: number): number {
  const times = [...new Set(taken.values())].filter((atMs) => atMs > killedMs - 3000)
  const pauses = [...times, killedMs].map((atMs, index) => atMs - (times[index - 1] ?? atMs) - 2 * tickMs)
  return pauses.reduce((sum, pauseMs) => sum + Math.max(0, pauseMs), 0)
}

function integrity(path: string): unknown {
  const database = new DatabaseSync(path)
  try {
    return database.prepare('PRAGMA integrity_check').get()
  } finally {
    database.close()
  }
}

/** The numbers of all raw results in the file. */
function keptNumbers(path: string): Set<number> {
  const opened = openHistoryReader(path)
  if (!opened.ok) throw new Error(opened.message)
  const { reads } = opened.reader
  const numbers = new Set<number>()
  for (let n = 0; n < loadTargets; n++) {
    for (const { latency } of reads.results(loadTarget(n), 0, Number.MAX_SAFE_INTEGER, 1_000_000)) {
      numbers.add(Math.round((latency ?? 0) * 1000))
    }
  }
  opened.reader.close()
  return numbers
}

it(
  `opens and is whole after ${kills} kills, and lacks nothing that was taken a second before`,
  async () => {
    const path = join(temporaryDirectory(), 'history.sqlite')
    let number = 0
    let wallMs = Date.UTC(2026, 9, 20)
    let checked = 0
    const losses: { lostMs: number; heldUpMs: number }[] = []
    for (let kill = 0; kill < kills; kill++) {
      const { taken, killedMs, lastNumber } = await writeUntilKilled(path, number, wallMs)
      expect(integrity(path)).toEqual({ integrity_check: 'ok' })
      const kept = keptNumbers(path)
      // Of one target results are removed now and then.
      const expected = [...taken].filter(([each]) => each % 7 !== 0)
      const lost = expected.filter(([each]) => !kept.has(each)).map(([, takenMs]) => takenMs)
      checked += expected.length
      if (lost.length > 0) losses.push({ lostMs: killedMs - Math.min(...lost), heldUpMs: heldUp(taken, killedMs) })
      number = lastNumber
      wallMs += hourMs
    }
    const oldest = losses.toSorted((a, b) => b.lostMs - b.heldUpMs - (a.lostMs - a.heldUpMs))[0]
    process.stdout.write(
      `${kills} kills, ${checked} results; of those lost the oldest was taken ${oldest?.lostMs} ms before its kill, ` +
        `of which the process was held up for ${oldest?.heldUpMs} ms\n`,
    )
    expect(checked).toBeGreaterThan(0)
    for (const { lostMs, heldUpMs } of losses) expect(lostMs - heldUpMs).toBeLessThanOrEqual(1000)
  },
  kills * 20_000,
)
