import { createServer } from 'node:net'
import type { Page } from '@playwright/test'
import { type LabServer, startLabServer } from '../lab/lab-server.ts'
import { expect, test } from './fixtures.ts'
import type { Host } from './host.ts'

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) })
const shownKeys = (page: Page) => page.locator('[data-key]').evaluateAll((rows) => rows.map((one) => one.dataset.key))

/** Targets that answer, by the line that adds each; `PORT` stands for the port of its server. */
async function addAll(page: Page, lines: readonly string[]): Promise<LabServer[]> {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible()
  const servers: LabServer[] = []
  for (const [nth, line] of lines.entries()) {
    const server = await startLabServer(createServer(), { port: 0 })
    servers.push(server)
    if (nth > 0) await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Address' }).fill(line.replace('PORT', String(server.port)))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('treegrid')).toBeVisible()
    await expect(row(page, `${nth + 1}`)).toContainText('Up')
  }
  return servers
}

async function closeAll(servers: readonly LabServer[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()))
}

async function heads(host: Host): Promise<(string | undefined)[]> {
  return (await shownKeys(host.page)).filter((key) => key?.startsWith('group '))
}

const lines = [
  '127.0.0.1:PORT tag web name "1 shop"',
  '127.0.0.1:PORT tag db name "2 orders"',
  '127.0.0.1:PORT tag db name "3 stock"',
]

test('groups stay closed and targets pinned over a restart', async ({ host }) => {
  const servers = await addAll(host.page, lines)
  expect(await heads(host)).toEqual(['group tag:db', 'group tag:web'])
  await row(host.page, '2').focus()
  await host.page.keyboard.press('t')
  await expect.poll(() => heads(host)).toEqual(['group pinned', 'group tag:db', 'group tag:web'])
  await row(host.page, '3').focus()
  await host.page.keyboard.press('ArrowLeft')
  await host.page.keyboard.press('ArrowLeft')
  await expect(row(host.page, '3')).toHaveCount(0)
  await expect(host.page.locator('[data-key="group tag:db"]')).toBeFocused()

  await host.restart()
  await expect(row(host.page, '2')).toContainText('Up')
  expect(await heads(host)).toEqual(['group pinned', 'group tag:db', 'group tag:web'])
  await expect(row(host.page, '3')).toHaveCount(0)
  await host.page.keyboard.press('/')
  await host.page.keyboard.type('stock')
  // What is looked for is shown, also in a group that is closed.
  await expect(row(host.page, '3')).toBeVisible()
  await expect(row(host.page, '2')).toHaveCount(0)
  await closeAll(servers)
})

test('several are tagged, paused and removed together, and each of it is taken back', async ({ host }) => {
  const { page } = host
  const servers = await addAll(page, lines)
  await row(page, '2').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(page.getByText('3 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Tags' }).click()
  await page.keyboard.type('all')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Tagged 3 targets all')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Tagged 3 targets all')).toHaveCount(0)

  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'All paused' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(page, '1')).toContainText('Up')

  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  for (const name of ['1', '2', '3']) await expect(row(page, name)).toContainText('Up')
  expect(await heads(host)).toEqual(['group tag:db', 'group tag:web'])
  await closeAll(servers)
})
