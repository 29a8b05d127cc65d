import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { isStale } from '../../scripts/build-if-stale.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const before = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-01-02T00:00:00Z')
const outputs = ['main.js', 'cli.js', 'preload.cjs', 'renderer/index.html'].map((name) => `dist/${name}`)
const inputs = ['electron/main.ts', 'electron/monitor/monitor.ts', 'renderer/main.tsx', 'package.json']

let clone = ''
const touch = (path: string, at: Date) => utimesSync(join(clone, path), at, at)

beforeEach(() => {
  clone = temporaryDirectory()
  for (const folder of ['electron/monitor', 'renderer', 'dist/renderer']) {
    mkdirSync(join(clone, folder), { recursive: true })
  }
  for (const path of [...inputs, ...outputs]) writeFileSync(join(clone, path), '')
  for (const path of [...inputs, 'electron/monitor', 'electron', 'renderer']) touch(path, before)
  for (const path of outputs) touch(path, later)
})

describe('isStale', () => {
  it('is false when nothing changed after the build', () => {
    expect(isStale(clone)).toBe(false)
  })

  it.each(inputs)('sees a change of %s', (path) => {
    writeFileSync(join(clone, path), 'changed')
    expect(isStale(clone)).toBe(true)
  })

  it('sees a file that was removed', () => {
    rmSync(join(clone, 'electron/monitor/monitor.ts'))
    expect(isStale(clone)).toBe(true)
  })

  it('sees a build that never came to its end', () => {
    rmSync(join(clone, 'dist/renderer/index.html'))
    expect(isStale(clone)).toBe(true)
  })
})
