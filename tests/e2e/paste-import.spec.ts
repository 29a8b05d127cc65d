import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { startLabServer } from '../lab/lab-server.ts'
import { expect, test } from './fixtures.ts'

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

test('what is pasted is looked at, imported and taken back', async ({ host }) => {
  const asked: string[] = []
  const server = await startLabServer(
    createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${String(request.headers['x-token'])}`)
      response.end('ok')
    }),
  )
  const { page } = host
  await page.getByRole('textbox', { name: 'Address' }).focus()
  const address = `127.0.0.1:${server.port}`
  await paste(
    page,
    `${address} every 1min name Port\nnot:a:port\ncurl -X PUT -H 'X-Token: t0ken' http://${address}/x -d 1\n`,
  )
  await expect(page.getByText('2 targets found')).toBeVisible()
  await expect(page.getByText('1 line could not be read')).toBeVisible()
  await expect(page.getByText('Line 2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 targets' }).click()
  await page.getByRole('button', { name: 'Show the list' }).click()
  await expect(page.getByRole('row', { name: /^Port, Up/ })).toBeVisible()
  await expect.poll(() => asked).toContain('PUT /x t0ken')

  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Taken back: 2 removed')).toBeVisible()
  await page.getByRole('button', { name: 'Back' }).click()
  await expect(page.getByRole('textbox', { name: 'Address' })).toBeVisible()
  await server.close()
})

test('all that is set goes into one file, can be deleted, and comes back out of it', async ({ host }) => {
  const { page } = host
  await page.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1:9')
  await page.keyboard.press('Enter')
  // What was added is shown in the list, wherever one has gone meanwhile.
  await expect(page.getByRole('row', { name: /^127\.0\.0\.1:9/ })).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await page.getByRole('button', { name: 'Delete all data…' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export first' }).click(),
  ])
  const file = await download.path()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('All data is deleted')).toBeVisible()
  await expect(page.getByRole('radio', { name: 'System' }).first()).toBeChecked()

  await page.getByRole('tab', { name: 'Files' }).click()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText('Theme, language and list')).toBeVisible()
  await page.getByRole('button', { name: 'Import 1 target' }).click()
  await page.getByRole('button', { name: 'Show the list' }).click()
  await expect(page.getByRole('row', { name: /^127\.0\.0\.1:9/ })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})
