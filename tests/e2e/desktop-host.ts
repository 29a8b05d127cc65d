import type { Page } from '@playwright/test'
import { launchDesktop } from '../desktop-host/launch.ts'
import type { Host } from './host.ts'

/** The built desktop app on the stand-in for Electron, its popover opened by a click on the tray. */
export async function startDesktop(dataDirectory: string): Promise<Host> {
  const launch = async () => {
    const app = launchDesktop({ configHome: dataDirectory })
    const page: Page = await app.popover()
    // Without targets it opens by itself, and a click would hide it again.
    if (!(await app.window())?.visible) await app.clickTray()
    return { app, page }
  }
  let running = await launch()
  return {
    get page() {
      return running.page
    },
    async restart() {
      const code = await running.app.quit()
      if (code !== 0) throw new Error(`the desktop app quit with ${String(code)}: ${running.app.stderr()}`)
      running = await launch()
    },
    async tray() {
      const state = await running.app.tray()
      return state && { image: state.image, tooltip: state.tooltip, menu: state.menu.map(({ label }) => label) }
    },
    close: () => running.app.dispose(),
  }
}
