// Draws the pictures of the popover that the documentation shows, and that tests compare with, from a made-up list with a
// made-up past: every view in both languages and themes, and some at twice the size. node scripts/screenshots.ts [DIRECTORY [NAME…]]
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { chromium } from 'playwright'
import { languages } from '../electron/contract/language.ts'
import { chromiumOptions } from '../tests/e2e/chromium.ts'
import { startPageHost } from '../tests/renderer/fixtures/page-host.ts'
import { drawnWith, pictureName, takePictures } from '../tests/renderer/fixtures/picture.ts'
import { snapshotOf } from '../tests/renderer/fixtures/snapshot.ts'
import { views } from '../tests/renderer/fixtures/views.ts'

/** What the documentation shows first, for screens of either kind. */
const sharp = new Set(['list', 'detail', 'detail-past', 'editor'])

const [directory = resolve(import.meta.dirname, '../docs/images'), ...only] = process.argv.slice(2)
const images = resolve(directory)

if (!existsSync(resolve(import.meta.dirname, '../dist/renderer/index.html'))) {
  console.error('There is no built page to take pictures of; run "npm run build" first.')
  process.exit(1)
}
await mkdir(images, { recursive: true })
const browser = await chromium.launch(chromiumOptions())
const fonts = await drawnWith(browser)
if (fonts === null) {
  console.error('The fonts of the pictures are not here: install fonts-inter and fonts-wqy-microhei.')
  process.exit(1)
}
const wanted = views.filter(({ name }) => only.length === 0 || only.includes(name))
const host = await startPageHost(snapshotOf([]))
let count = 0
try {
  for (const view of wanted) {
    for (const language of languages) {
      for (const scale of language === 'en' && sharp.has(view.name) ? ([1, 2] as const) : ([1] as const)) {
        for (const { theme, png } of await takePictures(browser, host, view, language, scale)) {
          await writeFile(resolve(images, pictureName(view.name, language, theme, scale)), png)
          count += 1
        }
      }
    }
  }
  await writeFile(resolve(images, 'drawn-with.txt'), `${fonts}\n`)
  console.log(`${count} pictures in ${images}`)
} finally {
  await browser.close()
  await host.close()
}
