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

/** What the history took, by the number of the result, and when. */
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
    let oldestLostMs = 0
    for (let kill = 0; kill < kills; kill++) {
      const { taken, killedMs, lastNumber } = await writeUntilKilled(path, number, wallMs)
      expect(integrity(path)).toEqual({ integrity_check: 'ok' })
      const kept = keptNumbers(path)
      for (const [each, takenMs] of taken) {
        // Of a target that is removed now and then.
        if (each % 7 === 0) continue
        checked += 1
        if (!kept.has(each)) oldestLostMs = Math.max(oldestLostMs, killedMs - takenMs)
      }
      number = lastNumber
      wallMs += hourMs
    }
    process.stdout.write(
      `${kills} kills, ${checked} results taken, the oldest that was lost was taken ${oldestLostMs} ms before its kill\n`,
    )
    expect(checked).toBeGreaterThan(0)
    expect(oldestLostMs).toBeLessThanOrEqual(1000)
  },
  kills * 20_000,
)
