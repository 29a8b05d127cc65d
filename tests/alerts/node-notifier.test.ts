import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNodeNotifier, type NodeNotifierOptions } from '../../electron/alerts/node-notifier.ts'
import type { Notification, Notifier } from '../../electron/alerts/notifier.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { notification } from './notification.ts'

const linux = { platform: 'linux', arch: 'x64', release: '6.1.0' }
const options: NodeNotifierOptions = {
  clock: systemClock,
  iconPath: null,
  appId: 'org.example.portlight',
  machine: linux,
}

let folder: string
let bus: Server

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portlight-notify-'))
  bus = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => bus.listen({ path: join(folder, 'bus') }, resolve))
  vi.stubEnv('PATH', folder)
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '')
  vi.stubEnv('XDG_RUNTIME_DIR', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await new Promise((resolve) => bus.close(resolve))
  await rm(folder, { recursive: true })
})

/** Puts a `notify-send` on PATH that writes its arguments to a file and then runs `rest`. */
async function fakeNotifySend(rest = ''): Promise<void> {
  const record = `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'argv'))}, JSON.stringify(process.argv.slice(2)))`
  await writeFile(join(folder, 'notify-send'), `#!${process.execPath}\n${record}\n${rest}\n`)
  await chmod(join(folder, 'notify-send'), 0o755)
}

async function recorded(): Promise<string[]> {
  return JSON.parse(await readFile(join(folder, 'argv'), 'utf8'))
}

async function created(more: Partial<NodeNotifierOptions> = {}): Promise<Notifier> {
  const notifier = await createNodeNotifier({ ...options, ...more })
  if (!notifier) throw new Error('the notifier was not created')
  return notifier
}

function note(title: string, body: string, urgency: Notification['urgency'] = 'normal'): Notification {
  return notification({ title, body, urgency })
}

describe('notify-send', () => {
  it('is given title, body, urgency, a short life, our name and the icon', async () => {
    await fakeNotifySend()
    const notifier = await created({ iconPath: '/opt/port light/icon.png' })
    expect(notifier.name).toBe('notify-send')
    expect(await notifier.notify(note('db-1 is down: Timeout', 'Was up for 3 d.', 'critical'))).toBe('shown')
    expect(await recorded()).toEqual([
      'db-1 is down: Timeout',
      'Was up for 3 d.',
      '--urgency',
      'critical',
      '--app-name',
      'Portlight',
      '--icon',
      '/opt/port light/icon.png',
      '--expire-time',
      '5000',
    ])
  })

  it.each([
    ['--version', '\u200b--version', '\u200b--version'],
    ['"quoted" and \'quoted\'', '"quoted" and \'quoted\'', '"quoted" and \'quoted\''],
    ['$(touch pwned) ${HOME} $HOME', '$(touch pwned) ${HOME} $HOME', '$(touch pwned) ${HOME} $HOME'],
    ['`touch pwned`; touch pwned && |', '`touch pwned`; touch pwned && |', '`touch pwned`; touch pwned && |'],
    ['one\ntwo\r\nthree', 'one two three', 'one two three'],
    ['!history * ? ~ # %s', '!history * ? ~ # %s', '!history * ? ~ # %s'],
    ['zwei Häuser 😀', 'zwei Häuser 😀', 'zwei Häuser 😀'],
    // It reads escapes and markup in the body, and neither in the title.
    ['C:\\new', 'C:\\new', 'C:\\\\new'],
    ['<b>a & b</b>', '<b>a & b</b>', '‹b›a & b‹/b›'],
  ])('is given %j as text and nothing else', async (text, title, body) => {
    await fakeNotifySend()
    expect(await (await created()).notify(note(text, text))).toBe('shown')
    expect((await recorded()).slice(0, 2)).toEqual([title, body])
  })

  it('that fails has failed; that warns has shown', async () => {
    await fakeNotifySend('process.exitCode = 1')
    const notifier = await created()
    expect(await notifier.notify(note('a', 'b'))).toBe('failed')
    await fakeNotifySend('console.error("Gtk-WARNING **: Locale not supported by C library.")')
    expect(await notifier.notify(note('a', 'b'))).toBe('shown')
  })

  it('that hangs has not answered after 8 s', async () => {
    // It ends by itself once the folder is gone.
    await fakeNotifySend(`const { existsSync } = require('node:fs')
const wait = setInterval(() => existsSync(${JSON.stringify(folder)}) || clearInterval(wait), 20)`)
    const clock = createFakeClock()
    const notifier = await created({ clock })
    const delivery = notifier.notify(note('a', 'b'))
    await vi.waitFor(recorded, 5000)
    await clock.advance(8000)
    expect(await delivery).toBe('unanswered')
    expect(clock.pending()).toBe(0)
  })

  it('that is missing, or has no session, makes no notifier', async () => {
    expect(await createNodeNotifier(options)).toBeNull()
    await fakeNotifySend()
    vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'elsewhere'))
    expect(await createNodeNotifier(options)).toBeNull()
  })

  it('that goes missing later is unsupported, and is used again when it is back', async () => {
    await fakeNotifySend()
    const notifier = await created()
    await rm(join(folder, 'notify-send'))
    expect(await notifier.notify(note('a', 'b'))).toBe('unsupported')
    await fakeNotifySend()
    expect(await notifier.notify(note('a', 'b'))).toBe('shown')
    vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'elsewhere'))
    expect(await notifier.notify(note('a', 'b'))).toBe('unsupported')
  })
})

describe('elsewhere', () => {
  it.each([
    [{ platform: 'win32', arch: 'x64', release: '10.0.22631' }, 'Windows notifications'],
    [{ platform: 'linux', arch: 'x64', release: '5.15.0-microsoft-standard-WSL2' }, 'Windows notifications'],
    [{ platform: 'darwin', arch: 'x64', release: '23.0.0' }, 'terminal-notifier'],
    [{ platform: 'darwin', arch: 'arm64', release: '25.0.0' }, undefined],
    [{ platform: 'sunos', arch: 'x64', release: '5.11' }, undefined],
  ])('%j has %s', async (machine, name) => {
    expect((await createNodeNotifier({ ...options, machine }))?.name).toBe(name)
  })
})
