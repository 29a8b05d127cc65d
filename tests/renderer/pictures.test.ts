import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { languages } from '../../electron/contract/language.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { drawnWith, pictureName, takePictures, themes } from './fixtures/picture.ts'
import { snapshotOf } from './fixtures/snapshot.ts'
import { views } from './fixtures/views.ts'

/** So much may differ: two pixels of a thousand, by more than a tenth of the range of a colour. */
const tolerated = { share: 0.002, step: 26 }

const images = resolve(import.meta.dirname, '../../docs/images')
const seen = resolve(import.meta.dirname, '../../test-results/pictures')

// Text looks alike only in the same browser with the same fonts; elsewhere there is nothing to compare with.
const browser = await chromium.launch(chromiumOptions())
const reference = resolve(images, 'drawn-with.txt')
const comparable = existsSync(reference) && (await readFile(reference, 'utf8')).trim() === (await drawnWith(browser))

let host: PageHost
let scales: Page

beforeAll(async () => {
  host = await startPageHost(snapshotOf([]))
  scales = await browser.newPage()
})
afterAll(async () => {
  await host.close()
  await browser.close()
})

it('every view has its pictures in the documentation, in both languages and themes', () => {
  const wanted = views.flatMap(({ name }) =>
    languages.flatMap((language) => themes.map((theme) => pictureName(name, language, theme))),
  )
  expect(wanted.filter((name) => !existsSync(resolve(images, name)))).toEqual([])
})

describe.runIf(comparable)('looks as in the documentation', () => {
  it.each(languages.flatMap((language) => views.map((view) => ({ name: view.name, language, view }))))(
    '$name in $language',
    async ({ view, language }) => {
      for (const { theme, png } of await takePictures(browser, host, view, language)) {
        const name = pictureName(view.name, language, theme)
        const share = await difference(png, await readFile(resolve(images, name)))
        if (share > tolerated.share) {
          await mkdir(seen, { recursive: true })
          await writeFile(resolve(seen, name), png)
        }
        expect(share, `${name}, as it is now, is in test-results/pictures`).toBeLessThanOrEqual(tolerated.share)
      }
    },
  )
})

/** The share of pixels, in [0, 1], that differ between two pictures; 1 where their sizes do. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const urls = [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`)
  return scales.evaluate(
    async ({ urls, step }) => {
      const [a, b] = await Promise.all(
        urls.map(async (url) => {
          const bitmap = await createImageBitmap(await (await fetch(url)).blob())
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
          const context = canvas.getContext('2d')
          context?.drawImage(bitmap, 0, 0)
          return context?.getImageData(0, 0, bitmap.width, bitmap.height)
        }),
      )
      if (!a || !b || a.width !== b.width || a.height !== b.height) return 1
      let differing = 0
      for (let at = 0; at < a.data.length; at += 4) {
        const far = [0, 1, 2].some((part) => Math.abs((a.data[at + part] ?? 0) - (b.data[at + part] ?? 0)) > step)
        if (far) differing += 1
      }
      return differing / (a.width * a.height)
    },
    { urls, step: tolerated.step },
  )
}
