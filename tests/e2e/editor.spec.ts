import type { Page } from '@playwright/test'
import { basicAuthHttp, statusHttp } from '../lab/http-servers.ts'
import { bannerTcp } from '../lab/tcp-servers.ts'
import { expect, test } from './fixtures.ts'

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) })

async function openEditor(page: Page, name: string): Promise<void> {
  await row(page, name).focus()
  await page.keyboard.press('e')
  await expect(page.getByRole('heading', { name: `Edit ${name}` })).toBeVisible()
}

async function openGroup(page: Page, name: string): Promise<void> {
  await page.locator('summary', { hasText: name }).click()
}

/** Asks the host beside the page, as another page of the same host would. */
async function elsewhere(page: Page, channel: string, payload: object): Promise<void> {
  await page.evaluate(
    async ([name, body]) => {
      const bridge: unknown = Reflect.get(window, 'portlight')
      const asked = JSON.parse(body)
      if (typeof bridge === 'object' && bridge !== null && 'invoke' in bridge && typeof bridge.invoke === 'function') {
        await bridge.invoke(name, asked)
      } else await fetch(`api/${name}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    },
    [channel, JSON.stringify(payload)] as const,
  )
}

test('a line says what it means and is tried before it is added; its words hold after a restart', async ({ host }) => {
  const server = await bannerTcp('220 ready\r\n')
  const { page } = host
  await field(page, 'Address').fill('udp://127.0.0.1:9')
  await page.keyboard.press('Enter')
  await row(page, '127.0.0.1:9').focus()
  await page.keyboard.press('n')
  const line = `127.0.0.1:${server.port} every 30s expect 220 tag mail name Mail server`
  await field(page, 'Address').fill(line)
  await expect(page.getByText(`TCP connection to 127.0.0.1, port ${server.port}, every 30 s`)).toBeVisible()
  await expect(page.getByText('contains “220”')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^It answers in/ })).toBeVisible()
  await field(page, 'Address').fill(`${line} evry 5s`)
  await expect(page.getByRole('heading', { name: /^It answers in/ })).toHaveCount(0)
  await field(page, 'Address').fill(`127.0.0.1:${server.port} expect 250 wait 100ms`)
  await expect(page.getByRole('heading', { name: 'Wrong reply – expected “250”' })).toBeVisible()
  await field(page, 'Address').fill(line)
  await page.getByRole('button', { name: 'Add target' }).click()
  await expect(row(page, 'Mail server')).toContainText('Up')

  await host.restart()
  await openEditor(host.page, 'Mail server')
  await expect(field(host.page, 'Every')).toHaveValue('30s')
  await expect(field(host.page, 'Tags')).toHaveValue('mail')
  await openGroup(host.page, 'Conversation')
  await expect(field(host.page, 'Expect')).toHaveValue('220')
  await server.close()
})

test('an option that is wrong is named at its field; what is right is tried, saved and probed', async ({ host }) => {
  const server = await statusHttp(503, 'closed for today')
  const { page } = host
  await field(page, 'Address').fill(`http://127.0.0.1:${server.port}/ name Shop`)
  await page.keyboard.press('Enter')
  await openEditor(page, 'Shop')
  await field(page, 'Every').fill('5 parsecs')
  await openGroup(page, 'Expected answer')
  await field(page, 'Expect status').fill('503')
  await field(page, 'Matches pattern').fill('closed (')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('“5 parsecs” is not a duration. Write 5s or 1500ms.')).toBeVisible()
  await expect(field(page, 'Every')).toBeFocused()
  await field(page, 'Every').fill('2 min')
  await page.getByRole('button', { name: 'Save' }).click()
  // Only the host has a compiler for patterns.
  await expect(field(page, 'Matches pattern')).toBeFocused()
  await expect(field(page, 'Matches pattern')).toHaveAccessibleDescription(/\(/)
  await field(page, 'Matches pattern').fill('closed (for|until)')
  await page.getByRole('button', { name: 'Test now' }).click()
  await expect(page.getByRole('heading', { name: /^It answers: 503 in/ })).toBeVisible()
  await expect(page.getByText('HTTP 1.1')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Shop')).toContainText('Up')
  await server.close()
})

test('a password is written, used and never shown; leaving with changes can be undone', async ({ host }) => {
  const server = await basicAuthHttp('ann', 'hunter2')
  const { page } = host
  await field(page, 'Address').fill(`http://127.0.0.1:${server.port}/ name Vault`)
  await page.keyboard.press('Enter')
  await openEditor(page, 'Vault')
  await openGroup(page, 'Request')
  await field(page, 'User name').fill('ann')
  await field(page, 'Password').fill('hunter2')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).click()
  await openGroup(page, 'Request')
  await expect(field(page, 'Password')).toHaveValue('hunter2')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Vault')).toContainText('Up')
  await openEditor(page, 'Vault')
  await openGroup(page, 'Request')
  await expect(field(page, 'Password')).toHaveValue('')
  await expect(page.getByRole('button', { name: 'Forget: Password' })).toBeVisible()
  await field(page, 'Every').fill('20s')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(row(page, 'Vault')).toContainText('Up')
  expect(await page.content()).not.toContain('hunter2')
  await server.close()
})

test('a target removed while it is edited can be added anew, with all that was written', async ({ host }) => {
  const server = await statusHttp(200)
  const { page } = host
  await field(page, 'Address').fill(`http://127.0.0.1:${server.port}/ name Shop`)
  await page.keyboard.press('Enter')
  const id = await row(page, 'Shop').getAttribute('data-key')
  await openEditor(page, 'Shop')
  await field(page, 'Name').fill('Shop, renamed')
  await elsewhere(page, 'targets:remove', { ids: [id] })
  await expect(page.getByText('This target was removed meanwhile')).toBeVisible()
  await expect(field(page, 'Name')).toHaveValue('Shop, renamed')
  await page.getByRole('button', { name: 'Add anew' }).click()
  await expect(row(page, 'Shop, renamed')).toContainText('Up')
  await server.close()
})

test('a duplicate has the options of the other and a name of its own', async ({ host }) => {
  const server = await statusHttp(200)
  const { page } = host
  await field(page, 'Address').fill(`http://127.0.0.1:${server.port}/ every 40s name Shop`)
  await page.keyboard.press('Enter')
  await row(page, 'Shop').focus()
  await page.keyboard.press('m')
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(field(page, 'Name')).toHaveValue('Shop (copy)')
  await expect(field(page, 'Every')).toHaveValue('40s')
  await page.getByRole('button', { name: 'Add target' }).click()
  await expect(row(page, 'Shop \\(copy\\)')).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^Shop \(copy\)/ })).toContainText('Up')
  await server.close()
})
