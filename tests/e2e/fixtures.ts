import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { startDesktop } from './desktop-host.ts'
import { startElectron } from './electron-host.ts'
import { startHeadless } from './headless-host.ts'
import type { Host, HostKind } from './host.ts'

const starters: Record<HostKind, (dataDirectory: string) => Promise<Host>> = {
  headless: startHeadless,
  desktop: startDesktop,
  electron: startElectron,
}

/** Each test gets a program of its own on an empty data directory. */
export const test = base.extend<{ hostKind: HostKind; host: Host }>({
  hostKind: ['headless', { option: true }],
  host: async ({ hostKind }, use) => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'portlight-e2e-'))
    const host = await starters[hostKind](dataDirectory)
    await use(host)
    await host.close()
    await rm(dataDirectory, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
