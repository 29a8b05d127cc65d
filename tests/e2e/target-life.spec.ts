import { createServer } from 'node:net'
import type { Page } from '@playwright/test'
import { type LabServer, startLabServer } from '../lab/lab-server.ts'
import { expect, test } from './fixtures.ts'
import type { Host } from './host.ts'

function accepting(port = 0): Promise<LabServer> {
  return startLabServer(createServer(), { port })
}

async function addFirst(page: Page, address: string): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Nothing to watch yet' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Address' }).fill(address)
  await page.keyboard.press('Enter')
}

async function addAnother(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Add target' }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill(address)
  await page.getByRole('button', { name: 'Add target' }).click()
}

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) })

async function probeNow(page: Page, name: string): Promise<void> {
  await row(page, name).focus()
  await page.keyboard.press('r')
}

/** What the tray says of the counts; a host without a tray has nothing to check. */
async function expectTray(host: Host, { image, tooltip }: { image: RegExp; tooltip: RegExp }): Promise<void> {
  if ((await host.tray()) === null) return
  await expect.poll(async () => (await host.tray())?.tooltip).toMatch(tooltip)
  expect((await host.tray())?.image).toMatch(image)
}

test('a target is added, goes down, comes back, is removed; the rest survives a restart', async ({ host }) => {
  const first = await accepting()
  const second = await accepting()
  const firstName = `127.0.0.1:${first.port}`
  const secondName = `127.0.0.1:${second.port}`
  try {
    await addFirst(host.page, firstName)
    // Within two seconds of adding it the page says what the target does.
    await expect(row(host.page, firstName)).toContainText('Up', { timeout: 2000 })
    await expectTray(host, { image: /^up/, tooltip: /1 up/ })

    await first.close()
    await probeNow(host.page, firstName)
    // One failure is no verdict: it says when it looks again, and the tray stays as it is.
    await expect(row(host.page, firstName)).toContainText('Confirming')
    await expectTray(host, { image: /^up/, tooltip: /./ })
    // The program has just been started, so failures count after 8 s only, and then two of them 5 s apart.
    await expect(row(host.page, firstName)).toContainText(`Refused – nothing listens on port ${first.port}`, {
      timeout: 25_000,
    })
    await expect(row(host.page, firstName)).toContainText('ConnectionFailed')
    await expect(host.page.getByRole('heading', { name: '1 of 1 down' })).toBeVisible()
    await expectTray(host, { image: /^down-1/, tooltip: /1 down/ })

    const again = await accepting(first.port)
    await probeNow(host.page, firstName)
    await expect(row(host.page, firstName)).toContainText('Up')
    await expectTray(host, { image: /^up/, tooltip: /1 up/ })

    await addAnother(host.page, secondName)
    await expect(row(host.page, secondName)).toContainText('Up')
    await row(host.page, firstName).focus()
    await host.page.keyboard.press('Delete')
    await expect(row(host.page, firstName)).toHaveCount(0)

    await host.restart()
    await expect(row(host.page, secondName)).toContainText('Up')
    await expect(row(host.page, firstName)).toHaveCount(0)
    await again.close()
  } finally {
    await first.close()
    await second.close()
  }
})

test('a removed target can be taken back', async ({ host }) => {
  const server = await accepting()
  const name = `127.0.0.1:${server.port}`
  await addFirst(host.page, name)
  await row(host.page, name).focus()
  await host.page.keyboard.press('Delete')
  await host.page.getByRole('button', { name: 'Undo' }).click()
  await expect(row(host.page, name)).toContainText('Up')
  await server.close()
})

test('a paused target is not probed until it is resumed, also across a restart', async ({ host }) => {
  const server = await accepting()
  const name = `127.0.0.1:${server.port}`
  await addFirst(host.page, name)
  await expect(row(host.page, name)).toContainText('Up')
  await row(host.page, name).focus()
  await host.page.keyboard.press('Space')
  await expect(row(host.page, name)).toContainText('Paused')
  await host.restart()
  await expect(row(host.page, name)).toContainText('Paused')
  await row(host.page, name).focus()
  await host.page.keyboard.press('Space')
  await expect(row(host.page, name)).toContainText('Up')
  await server.close()
})

test('a wrong address says what to write, and nothing is added', async ({ host }) => {
  await addFirst(host.page, 'ftp://files')
  await expect(host.page.getByText('“ftp” is not a scheme Portlight probes. Write tcp')).toBeVisible()
  await expect(host.page.getByRole('row')).toHaveCount(0)
})

test('the theme chosen in settings holds after a restart', async ({ host }) => {
  await host.page.keyboard.press('Tab')
  await host.page.getByRole('button', { name: 'Settings' }).click()
  await host.page.getByText('Dark', { exact: true }).click()
  await expect(host.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await host.restart()
  await expect(host.page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
