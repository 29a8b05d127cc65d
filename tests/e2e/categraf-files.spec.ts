import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLabServer } from '../lab/lab-server.ts'
import { expect, test } from './fixtures.ts'

/** A Categraf configuration with one target, on disk until the test ends. */
async function withConfiguration(
  target: string,
  use: (folder: string, rewrite: (target: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portlight-conf-'))
  await mkdir(join(folder, 'input.net_response'))
  const write = (address: string): Promise<void> =>
    writeFile(join(folder, 'input.net_response/net.toml'), `[[instances]]\ntargets = ["${address}"]\n`)
  try {
    await write(target)
    await use(folder, write)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('targets of a Categraf folder are imported, once', async ({ host }) => {
  const server = await startLabServer(createServer())
  const name = `127.0.0.1:${server.port}`
  await withConfiguration(name, async (folder) => {
    const { page } = host
    await page.getByRole('button', { name: 'Import them' }).click()
    await page.getByRole('textbox', { name: 'What to import' }).fill(folder)
    await page.getByRole('button', { name: 'Look' }).click()
    await expect(page.getByText('1 target found')).toBeVisible()
    await page.getByRole('button', { name: 'Import 1 target' }).click()
    await expect(page.getByText('1 added')).toBeVisible()
    await page.getByRole('button', { name: 'Show the list' }).click()
    await expect(page.getByRole('row', { name: new RegExp(`^${name}, Up`) })).toBeVisible()
  })
  await server.close()
})

test('a followed folder brings its targets, and changes them as its files do', async ({ host }) => {
  const first = await startLabServer(createServer())
  const second = await startLabServer(createServer())
  await withConfiguration(`127.0.0.1:${first.port}`, async (folder, rewrite) => {
    const { page } = host
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('tab', { name: 'Files' }).click()
    await page.getByRole('textbox', { name: 'Folder to follow' }).fill(folder)
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByRole('button', { name: 'Back' }).click()
    await expect(page.getByRole('row', { name: new RegExp(`^127.0.0.1:${first.port}, Up`) })).toBeVisible()
    await rewrite(`127.0.0.1:${second.port}`)
    await expect(page.getByRole('row', { name: new RegExp(`^127.0.0.1:${second.port}, Up`) })).toBeVisible()
    await expect(page.getByRole('row', { name: new RegExp(`^127.0.0.1:${first.port}\\b`) })).toHaveCount(0)
  })
  await first.close()
  await second.close()
})
