import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeCrashReport } from '../../electron/storage/crash-report.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute))
const crash = (minute: number) => ({ error: new Error('out of rope'), version: '1.2.3', at: at(minute) })

it('says what happened and where, for its owner alone', () => {
  const folder = join(temporaryDirectory(), 'logs')
  const report = writeCrashReport(folder, crash(0))
  if (!report) throw new Error('no report was written')
  const text = readFileSync(report.path, 'utf8')
  expect(text).toContain('Portlight 1.2.3 ended unexpectedly on 2026-11-22T12:00:00.000Z')
  expect(text).toContain('Error: out of rope')
  expect(text).toContain('crash-report.test.ts')
  expect(statSync(report.path).mode & 0o777).toBe(0o600)
})

it('counts those of the last ten minutes', () => {
  const folder = temporaryDirectory()
  const counts = [0, 1, 9, 30].map((minute) => writeCrashReport(folder, crash(minute))?.recent)
  expect(counts).toEqual([1, 2, 3, 1])
})

it('keeps the latest, and touches no other file', () => {
  const folder = temporaryDirectory()
  writeFileSync(join(folder, 'portlight.log'), '')
  for (let minute = 0; minute < 25; minute++) writeCrashReport(folder, crash(minute))
  const names = readdirSync(folder).sort()
  expect(names).toHaveLength(21)
  expect(names[0]).toBe('crash-20261122T120500.000Z.txt')
  expect(names).toContain('portlight.log')
})

it('gives up quietly where nothing can be written', () => {
  const file = join(temporaryDirectory(), 'file')
  writeFileSync(file, '')
  expect(writeCrashReport(join(file, 'logs'), crash(0))).toBeNull()
})
