import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planImages } from '../../scripts/icon-plan.ts'

const assets = join(import.meta.dirname, '../../assets')
const folders = ['tray', 'app', 'notify'] as const
const files = folders.flatMap((folder) => readdirSync(join(assets, folder)).map((name) => `${folder}/${name}`))
const read = (path: string) => readFileSync(join(assets, path))
const drawings = (folder: string) => readdirSync(join(assets, folder)).filter((name) => name.endsWith('.svg'))
const plan = planImages(drawings('tray'), drawings('notify'))

/** Width and height from a PNG's header, RFC 2083, section 4.1.1. */
function pngSize(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a')
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

/** The images in an ICO: the width each claims, and its bytes. */
function icoImages(ico: Buffer): { width: number; png: Buffer }[] {
  expect(ico.readUInt32LE(0)).toBe(0x10000)
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const entry = 6 + 16 * index
    const offset = ico.readUInt32LE(entry + 12)
    return { width: ico.readUInt8(entry) || 256, png: ico.subarray(offset, offset + ico.readUInt32LE(entry + 8)) }
  })
}

describe('assets', () => {
  it('are what `npm run assets` made of the drawings as they are now', () => {
    const hashes: unknown = JSON.parse(read('hashes.json').toString('utf8'))
    const now = Object.fromEntries(files.map((path) => [path, createHash('sha256').update(read(path)).digest('hex')]))
    expect(now).toEqual(hashes)
  })

  it('are all in the plan, and nothing else is there', () => {
    const expected = plan.flatMap(({ output, parts }) => [output, ...parts.map(({ source }) => source)])
    expect(files.sort()).toEqual([...new Set(expected)].sort())
  })

  it('have the sizes they were asked for', () => {
    for (const { output, parts } of plan) {
      const sizes = parts.map(({ size }) => size)
      if (output.endsWith('.ico')) {
        const images = icoImages(read(output))
        expect(images.map(({ width }) => width)).toEqual(sizes)
        expect(images.map(({ png }) => pngSize(png))).toEqual(sizes.map((size) => [size, size]))
      } else {
        expect(sizes.map((size) => [size, size])).toEqual([pngSize(read(output))])
      }
    }
  })

  it('come in pairs for every macOS menu bar mark', () => {
    const templates = files.filter((path) => /Template(@2x)?\.png$/.test(path))
    const plain = templates.filter((path) => !path.includes('@2x'))
    expect(plain.length).toBeGreaterThan(10)
    expect(templates.filter((path) => path.includes('@2x'))).toEqual(
      plain.map((path) => path.replace('.png', '@2x.png')).sort(),
    )
  })

  it('stay small', () => {
    const bytes = files.reduce((sum, path) => sum + statSync(join(assets, path)).size, 0)
    expect(bytes).toBeLessThan(1_000_000)
  })
})
