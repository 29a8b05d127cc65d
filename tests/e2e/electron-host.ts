import { join } from 'node:path'
import { _electron, type ElectronApplication } from '@playwright/test'
import type { Host } from './host.ts'

const clone = join(import.meta.dirname, '../..')

function launch(dataDirectory: string): Promise<ElectronApplication> {
  const env: Record<string, string> = { XDG_CONFIG_HOME: dataDirectory, APPDATA: dataDirectory }
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] ??= value
  return _electron.launch({ args: [clone], env })
}

/** Real Electron. Its tray cannot be read from outside, so the specs check it on the stand-in only. */
export async function startElectron(dataDirectory: string): Promise<Host> {
  let app = await launch(dataDirectory)
  let page = await app.firstWindow()
  return {
    get page() {
      return page
    },
    async restart() {
      await app.close()
      app = await launch(dataDirectory)
      page = await app.firstWindow()
    },
    tray: async () => null,
    close: () => app.close(),
  }
}
