import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readDeclarations } from '../../scripts/electron-declarations.ts'
import { electronSurface } from '../../scripts/electron-surface.ts'
import { electronUses } from '../../scripts/electron-uses.ts'

const declarations = readDeclarations(`
  interface App extends NodeJS.EventEmitter {
    /**
     * @platform darwin
     */
    on(event: 'activate', listener: (event: Event) => void): this;
    quit(): void;
  }
  class BaseWindow extends NodeEventEmitter {
    hide(): void;
  }
  class BrowserWindow extends BaseWindow {
    readonly webContents: WebContents;
    /**
     * @platform darwin,linux
     */
    setVisibleOnAllWorkspaces(visible: boolean): void;
  }
  class WebContents extends NodeEventEmitter {
    send(channel: string): void;
  }
  const app: App;
`)

it('finds what a file uses, through what it makes and what that leads to', () => {
  const source = `
import { app, BrowserWindow } from 'electron'
const window = new BrowserWindow({})
app.on('activate', () => window.hide())
window.webContents.send('x')
show(...[window.setVisibleOnAllWorkspaces(true)])
other.app.quit()`
  expect(electronUses(source, declarations).map(({ name, platforms }) => [name, platforms.join()])).toEqual([
    ["app.on 'activate'", 'darwin'],
    ['new BrowserWindow', ''],
    ['BrowserWindow.hide', ''],
    ['BrowserWindow.webContents', ''],
    ['WebContents.send', ''],
    ['BrowserWindow.setVisibleOnAllWorkspaces', 'darwin,linux'],
  ])
})

it('is written down as it is', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/electron-surface.md'), 'utf8')
  expect(page, 'run npm run electron-surface, and read what it did to the page').toBe(electronSurface())
})
