import { access, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { app } from 'electron'
import type { LoginItemState } from '../contract/desktop.ts'
import { writeFileAtomically } from '../storage/atomic-file.ts'
import { errorReason } from '../storage/error-reason.ts'
import { autostartEnabled, autostartProgram, writeAutostartEntry } from './autostart-entry.ts'
import type { Platform } from './platform.ts'

/** Started with it, the program stays in the tray. */
export const hiddenArgument = '--hidden'

export interface LoginItem {
  /** As the system has it now, whoever changed it. */
  state(): Promise<LoginItemState>
  /** Answers why it could not be done, or null. It never rejects. */
  set(enabled: boolean): Promise<string | null>
}

export interface LoginItemDeps {
  platform: Platform
  /** A development build is started by Electron's own binary. */
  packaged: boolean
  env: Readonly<Record<string, string | undefined>>
  home: string
  /** Of the running program. */
  executable: string
}

/** Whether the system started the program with the session, so that nobody waits for its window. Call after `ready`. */
export function startedHidden(platform: Platform, argv: readonly string[]): boolean {
  return argv.includes(hiddenArgument) || (platform.os === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

const unsupported: LoginItem = {
  state: async () => 'unsupported',
  set: async () => 'launching at login works in an installed Portlight only',
}

/** Launching at login, in each system's own way. */
export function createLoginItem(deps: LoginItemDeps): LoginItem {
  const { platform, packaged, env } = deps
  const sandboxed = env.FLATPAK_ID !== undefined || env.SNAP !== undefined
  if (!packaged || sandboxed) return unsupported
  return platform.os === 'linux' ? autostart(deps) : systemLoginItem(platform)
}

function autostart({ env, home, executable }: LoginItemDeps): LoginItem {
  // The specification says to ignore a path that is not absolute.
  const configured = env.XDG_CONFIG_HOME ?? ''
  const folder = join(configured.startsWith('/') ? configured : join(home, '.config'), 'autostart')
  const path = join(folder, 'portlight.desktop')
  return {
    async state() {
      try {
        const text = await readFile(path, 'utf8')
        if (!autostartEnabled(text)) return 'off'
        // Moved elsewhere since, as an AppImage is with each release, it would not be started.
        const program = autostartProgram(text)
        if (program !== null) await access(program)
        return 'on'
      } catch {
        return 'off'
      }
    },
    async set(enabled) {
      try {
        if (!enabled) {
          await rm(path, { force: true })
          return null
        }
        // The AppImage is mounted anew at each start; its own path is the one that lasts.
        const entry = writeAutostartEntry(env.APPIMAGE ?? executable, [hiddenArgument])
        if (entry === null) return 'the path of Portlight has a line break in it; move it elsewhere'
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFileAtomically(path, entry)
        return null
      } catch (error) {
        return `${path} could not be changed: ${errorReason(error)}`
      }
    },
  }
}

function systemLoginItem({ os }: Platform): LoginItem {
  // Windows compares the arguments too: asked without them, it would not find the entry.
  const args = os === 'win32' ? { args: [hiddenArgument] } : {}
  return {
    async state() {
      const { openAtLogin, status, executableWillLaunchAtLogin } = app.getLoginItemSettings(args)
      if (os === 'win32') return openAtLogin && executableWillLaunchAtLogin ? 'on' : 'off'
      if (status === 'requires-approval') return 'requires-approval'
      return openAtLogin ? 'on' : 'off'
    },
    async set(enabled) {
      app.setLoginItemSettings({ openAtLogin: enabled, ...args })
      return null
    },
  }
}
