import { existsSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type Archive, createArchive } from '../../electron/storage/history/archive.ts'
import { openDatabase } from '../../electron/storage/history/database.ts'
import type { KeptResult } from '../../electron/storage/history/result-columns.ts'
import { schemaVersion } from '../../electron/storage/history/schema.ts'
import {
  addLatency,
  addResult,
  addTally,
  addTime,
  clearTally,
  createTally,
  type Tally,
} from '../../electron/storage/history/tally.ts'
import { createTargetKeys } from '../../electron/storage/history/target-keys.ts'
import { fiveMinuteMs, hourMs } from '../../electron/storage/history/tiers.ts'

export const yearTargets = 200
export const intervalMs = 15_000
const dayMs = 86_400_000
const days = 365
const fiveMinuteDays = 30
const rawDays = 2

/** A round hour, so that every tier ends at it. */
export const yearEndMs = Date.UTC(2026, 9, 1)
const beginMs = yearEndMs - days * dayMs

export const yearTargetId = (index: number): string => `target-${index}`

/** Bump it when what is made below changes. */
const edition = 2

/**
 * The path of a history of a year, 200 targets at 15 s, as it lies on the disk at its end: two days of raw results,
 * thirty of five minutes, all of hours. The same for every run. It is made once, in a minute or two, and kept.
 */
export function yearOfHistory(directory = tmpdir()): string {
  const path = join(directory, `portlight-bench-year-${schemaVersion}.${edition}.sqlite`)
  if (existsSync(path)) return path
  const making = `${path}.making`
  for (const end of ['', '-wal', '-shm']) rmSync(making + end, { force: true })
  const opened = openDatabase(making)
  if (opened.kind === 'newer') throw new Error('the file is newer than the bench')
  make(opened.database)
  opened.database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  opened.database.close()
  renameSync(making, path)
  return path
}

function make(database: DatabaseSync): void {
  const keys = createTargetKeys(database)
  const archive = createArchive(database)
  const targets = Array.from({ length: yearTargets }, (_, index) => {
    const id = yearTargetId(index)
    return createTarget(index, keys.resolve({ id, protocol: 'tcp', target: `${id}.example:443`, name: id }))
  })
  keys.save()
  // Day by day, as it comes: what lies between two targets in the file is split again and again.
  for (let day = 0; day < days; day++) {
    database.exec('BEGIN')
    for (const target of targets) makeDay(archive, target, beginMs + day * dayMs, days - day)
    database.exec('COMMIT')
  }
  database.exec('BEGIN')
  for (const { key } of targets) {
    archive.progress.set(key, { rolledMs: yearEndMs, purgedMs: yearEndMs - rawDays * dayMs })
  }
  archive.progress.save()
  database.exec('COMMIT')
}

interface Target {
  key: number
  /** Whether it is down at some time of the five minutes, and at that instant. */
  mayBeDown(startMs: number): boolean
  isDown(atMs: number): boolean
  /** Of a result in the five minutes that begin then, by a latency that stands for that time of day. */
  usualUs(startMs: number): number
  latencyUs(usualUs: number): number
}

/** A latency of its own, slower by day, with spikes; an outage of minutes to hours every month. */
function createTarget(index: number, key: number): Target {
  const random = createRandom(index + 1)
  const baseUs = 2000 * 1.03 ** (index % 150)
  const sigma = 0.1 + 0.05 * (index % 5)
  const factors = Float64Array.from(
    { length: 8192 },
    () => Math.exp(sigma * normal(random)) * (random() < 0.01 ? 3 + 5 * random() : 1),
  )
  const outages = Array.from({ length: 12 }, () => {
    const fromMs = beginMs + Math.floor(random() * days * dayMs)
    return { fromMs, toMs: fromMs + 60_000 * (1 + Math.floor(120 * random() ** 3)) }
  })
  return {
    key,
    mayBeDown: (startMs) => outages.some(({ fromMs, toMs }) => fromMs < startMs + fiveMinuteMs && toMs > startMs),
    isDown: (atMs) => outages.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs),
    usualUs: (startMs) => baseUs * (1 + 0.3 * Math.sin((startMs / dayMs) * 2 * Math.PI)),
    latencyUs: (usualUs) => Math.round(usualUs * (factors[Math.floor(random() * factors.length)] ?? 1)),
  }
}

function makeDay(archive: Archive, target: Target, dayStartMs: number, daysLeft: number): void {
  const hours: Tally[] = []
  const fives: Tally[] = []
  const raw: KeptResult[] = []
  const five = createTally()
  for (let hour = 0; hour < 24; hour++) {
    const whole = createTally()
    for (let part = 0; part < 12; part++) {
      const startMs = dayStartMs + hour * hourMs + part * fiveMinuteMs
      const tally = daysLeft <= fiveMinuteDays ? createTally() : five
      clearTally(tally)
      fillFive(target, startMs, tally, daysLeft <= rawDays ? raw : null)
      addTally(whole, tally)
      if (daysLeft <= fiveMinuteDays) fives.push(tally)
    }
    hours.push(whole)
  }
  for (const [table, tallies] of [
    [archive.rollups['1h'], hours],
    [archive.rollups['5m'], fives],
  ] as const) {
    if (tallies.length === 0) continue
    table.replace(target.key, dayStartMs, dayStartMs + dayMs, (put) => {
      for (const [index, tally] of tallies.entries()) put(dayStartMs + index * table.tier.widthMs, tally)
    })
  }
  // In the pieces in which it is packed while running.
  for (let at = 0; at < raw.length; at += 20) archive.raw.add(target.key, raw.slice(at, at + 20))
}

function fillFive(target: Target, startMs: number, tally: Tally, raw: KeptResult[] | null): void {
  const mayBeDown = target.mayBeDown(startMs)
  const usualUs = target.usualUs(startMs)
  for (let atMs = startMs; atMs < startMs + fiveMinuteMs; atMs += intervalMs) {
    const code = mayBeDown && target.isDown(atMs) ? 2 : 0
    const latencyUs = code === 0 ? target.latencyUs(usualUs) : -1
    addTime(tally, code === 0 ? 'up' : 'down', intervalMs)
    if (!raw) {
      tally.codes[code] = (tally.codes[code] ?? 0) + 1
      if (latencyUs >= 0) addLatency(tally, latencyUs)
      continue
    }
    const kept = keptResult(atMs, code, latencyUs)
    raw.push(kept)
    addResult(tally, kept)
  }
}

function keptResult(atMs: number, code: number, latencyUs: number): KeptResult {
  return {
    // Probes begin some milliseconds after their time.
    atMs: atMs + ((atMs / intervalMs) % 7),
    code,
    latencyMs: latencyUs < 0 ? null : latencyUs / 1000,
    holdMs: intervalMs + 10_000,
    counted: true,
    degraded: false,
    maintenance: false,
    confirmed: true,
    cause: null,
    detail: null,
  }
}

/** Mulberry32: the same numbers on every machine. */
function createRandom(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
