// Renders the drawings under assets/ to the image files the desktop app and the installers use: `npm run assets`.
// The images are committed, so that neither a clone nor a build needs the renderer.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { icoFile } from './ico.ts'
import { type PlannedImage, planImages } from './icon-plan.ts'

const assets = join(import.meta.dirname, '..', 'assets')

function drawings(folder: string): string[] {
  return readdirSync(join(assets, folder))
    .filter((name) => name.endsWith('.svg'))
    .sort()
}

function renderPng(source: string, size: number): Buffer {
  const svg = readFileSync(join(assets, source))
  const options = { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } } as const
  return new Resvg(svg, options).render().asPng()
}

function renderImage({ output, parts }: PlannedImage): Buffer {
  const images = parts.map(({ source, size }) => ({ size, png: renderPng(source, size) }))
  if (output.endsWith('.ico')) return icoFile(images)
  const [only] = images
  if (!only) throw new Error(`${output}: the plan names no size`)
  return only.png
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const plan = planImages(drawings('tray'), drawings('notify'))
const hashes: Record<string, string> = {}
let bytes = 0
for (const image of plan) {
  const rendered = renderImage(image)
  writeFileSync(join(assets, image.output), rendered)
  for (const { source } of image.parts) hashes[source] = sha256(readFileSync(join(assets, source)))
  hashes[image.output] = sha256(rendered)
  bytes += rendered.length
}
const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(join(assets, 'hashes.json'), `${JSON.stringify(sorted, null, 2)}\n`)
console.log(`${plan.length} images, ${Math.round(bytes / 1024)} KiB`)
