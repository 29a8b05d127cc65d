import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createNodeNotifier, type NodeNotifierOptions } from '../../electron/alerts/node-notifier.ts'
import { actionLabels, type Notification, type NotifierAdapter } from '../../electron/alerts/notifier.ts'
import { clickOf } from '../../electron/alerts/package-click.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { type Answer, fakeBus, listen } from './fake-bus.ts'
import { notification } from './notification.ts'

const linux = { platform: 'linux', arch: 'x64', release: '6.1.0' }
const listeners = { onClick: () => {}, onAction: () => {} }
const options: NodeNotifierOptions = {
  clock: systemClock,
  iconFolder: null,
  listeners,
  appId: 'org.example.portlight',
  machine: linux,
}

let folder: string
let bus: Server

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portlight-notify-'))
  bus = await listen(join(folder, 'bus'), (socket) => socket.destroy())
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

function created(more: Partial<NodeNotifierOptions> = {}): NotifierAdapter {
  const notifier = createNodeNotifier({ ...options, ...more })
  if (!notifier) throw new Error('the notifier was not created')
  onTestFinished(() => notifier.close())
  return notifier
}

/** Puts a desktop in the place of a bus that says nothing. */
async function desktopWith(answer: Answer): Promise<void> {
  await new Promise((resolve) => bus.close(resolve))
  bus = await fakeBus(join(folder, 'bus'), [answer, ['org.freedesktop.DBus']])
}

/** Prints the number of its notification and then, as soon as a file of that name is there, what is in it. */
async function interactive(): Promise<void> {
  await writeFile(
    join(folder, 'notify-send'),
    `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
if (process.argv[2] === '--help') {
  appendFileSync('${folder}/helped', '.')
  process.stdout.write('  -p, --print-id\\n  -A, --action=[NAME=]Text...\\n')
  process.exit()
}
const body = process.argv.at(-1)
writeFileSync('${folder}/argv', JSON.stringify(process.argv.slice(2)))
writeFileSync('${folder}/pid-' + body, String(process.pid))
if (body === 'refused') process.exit(1)
if (body !== 'hangs') process.stdout.write('12\\n')
setInterval(() => {
  if (!existsSync('${folder}/bus')) process.exit()
  if (!existsSync('${folder}/click-' + body)) return
  process.stdout.write(readFileSync('${folder}/click-' + body, 'utf8'))
  process.exit()
}, 10)
`,
  )
  await chmod(join(folder, 'notify-send'), 0o755)
  await writeFile(join(folder, 'stdbuf'), '#!/bin/sh\n[ "$1" = -oL ] && shift && exec "$@"\n')
  await chmod(join(folder, 'stdbuf'), 0o755)
}

const click = (body: string, name: string) => writeFile(join(folder, `click-${body}`), `${name}\n`)

/** Resolves when the process that shows a notification has ended. */
async function ended(body: string): Promise<void> {
  const pid = Number(await readFile(join(folder, `pid-${body}`), 'utf8'))
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 30_000)
}

function note(title: string, body: string, urgency: Notification['urgency'] = 'normal'): Notification {
  return notification({ title, body, urgency })
}

describe('notify-send', () => {
  it('is given title, body, urgency, a short life, our name and the icon', async () => {
    await fakeNotifySend()
    const notifier = created({ iconFolder: '/opt/port light' })
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
      '/opt/port light/info.png',
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
    expect(await created().notify(note(text, text))).toBe('shown')
    expect((await recorded()).slice(0, 2)).toEqual([title, body])
  })

  it('that fails has failed; that warns has shown', async () => {
    await fakeNotifySend('process.exitCode = 1')
    const notifier = created()
    expect(await notifier.notify(note('a', 'b'))).toBe('failed')
    await fakeNotifySend('console.error("Gtk-WARNING **: Locale not supported by C library.")')
    expect(await notifier.notify(note('a', 'b'))).toBe('shown')
  })

  it('that hangs has not answered after 7 s', async () => {
    // It ends by itself once the folder is gone.
    await fakeNotifySend(`const { existsSync } = require('node:fs')
const wait = setInterval(() => existsSync(${JSON.stringify(folder)}) || clearInterval(wait), 20)`)
    const clock = createFakeClock()
    const notifier = created({ clock })
    const delivery = notifier.notify(note('a', 'b'))
    await vi.waitFor(recorded, 30_000)
    await clock.advance(7000)
    expect(await delivery).toBe('unanswered')
    expect(clock.pending()).toBe(0)
  })

  it('that is missing, or has no session, says so, and is used again when it is back', async () => {
    const notifier = created()
    expect([await notifier.check(), await notifier.notify(note('a', 'b'))]).toEqual(['no-program', 'unsupported'])
    await fakeNotifySend()
    vi.stubEnv('XDG_RUNTIME_DIR', join(folder, 'elsewhere'))
    expect([await notifier.check(), await notifier.notify(note('a', 'b'))]).toEqual(['no-session', 'unsupported'])
    vi.stubEnv('XDG_RUNTIME_DIR', folder)
    expect([await notifier.check(), await notifier.notify(note('a', 'b'))]).toEqual([null, 'shown'])
    await rm(join(folder, 'notify-send'))
    expect(await notifier.notify(note('a', 'b'))).toBe('unsupported')
  })

  it('may be heard, where that is wanted', async () => {
    await fakeNotifySend()
    await created().notify(notification({ severity: 'warning', sound: true }))
    expect(await recorded()).toContain('string:sound-name:dialog-warning')
  })

  it('shows nothing on a desktop that has nothing for it yet', async () => {
    await fakeNotifySend()
    await desktopWith({ error: 'org.freedesktop.DBus.Error.ServiceUnknown' })
    const notifier = created()
    expect([await notifier.check(), await notifier.notify(note('a', 'b'))]).toEqual(['no-daemon', 'unsupported'])
  })
})

describe('notify-send on a desktop with buttons', () => {
  const about = { targetId: 'db', targetIds: ['db'], actions: ['snooze-1h', 'open'] } as const
  const clicks: unknown[] = []
  const heard = {
    onClick: (id: string | null) => clicks.push(['open', id]),
    onAction: (ids: readonly string[], action: string) => clicks.push([action, ids]),
  }

  beforeEach(() => {
    clicks.length = 0
  })

  it('is told the buttons, and is not waited for', async () => {
    await interactive()
    await desktopWith(['actions', 'body'])
    const notifier = created({ iconFolder: '/icons', listeners: heard })
    const urgent = notification({ ...about, title: '-t', body: 'a<b', urgency: 'critical', severity: 'down' })
    expect(await notifier.notify(urgent)).toBe('shown')
    expect(await recorded()).toEqual([
      '--print-id',
      '--app-name=Portlight',
      '--urgency=critical',
      '--icon=/icons/down.png',
      '--hint=boolean:suppress-sound:true',
      '--action=default=Open',
      '--action=snooze-1h=Snooze 1 h',
      '--action=open=Open',
      '--',
      '\u200b-t',
      'a<b',
    ])
    await notifier.notify(notification({ body: 'loud', severity: 'down', sound: true }))
    expect(await recorded()).toContain('--hint=string:sound-name:dialog-error')
    expect(await readFile(join(folder, 'helped'), 'utf8')).toBe('.')
  })

  it('offers to open only where there is something to open', async () => {
    await interactive()
    await desktopWith(['actions'])
    const notifier = created({ listeners: { ...heard, onClick: null } })
    await notifier.notify(notification({ ...about, body: 'to snooze' }))
    expect((await recorded()).filter((each) => each.startsWith('--action'))).toEqual(['--action=snooze-1h=Snooze 1 h'])
    await click('to snooze', 'snooze-1h')
    await vi.waitFor(() => expect(clicks).toEqual([['snooze-1h', ['db']]]), 30_000)
    await fakeNotifySend()
    await created({ listeners: { ...heard, onClick: null } }).notify(notification({ ...about, actions: ['open'] }))
    expect(await recorded()).toContain('--expire-time')
  })

  it('hears what is clicked', async () => {
    await interactive()
    await desktopWith(['actions'])
    const notifier = created({ listeners: heard })
    for (const name of ['default', 'open', 'snooze-1h', 'unheard-of']) {
      expect(await notifier.notify(notification({ ...about, body: name }))).toBe('shown')
      await click(name, name)
      await ended(name)
    }
    await vi.waitFor(() => expect(clicks).toHaveLength(3), 30_000)
    expect(clicks).toEqual([
      ['open', 'db'],
      ['open', 'db'],
      ['snooze-1h', ['db']],
    ])
  })

  it('escapes where the desktop reads markup', async () => {
    await interactive()
    await desktopWith(['actions', 'body-markup'])
    await created().notify(note('<b>', '<b> & \\'))
    expect((await recorded()).slice(-2)).toEqual(['<b>', '&lt;b&gt; &amp; \\\\'])
  })

  it('has failed when it ends with an error, and has not answered after 7 s', async () => {
    await interactive()
    await desktopWith(['actions'])
    const clock = createFakeClock()
    const notifier = created({ clock })
    expect(await notifier.notify(note('a', 'refused'))).toBe('failed')
    const delivery = notifier.notify(note('a', 'hangs'))
    await vi.waitFor(() => readFile(join(folder, 'pid-hangs')), 30_000)
    await clock.advance(7000)
    expect(await delivery).toBe('unanswered')
  })

  it('waits eight at a time, an hour each, and not beyond the end', async () => {
    await interactive()
    await desktopWith(['actions'])
    const clock = createFakeClock()
    const notifier = created({ clock, listeners: heard })
    for (let n = 0; n < 9; n++) await notifier.notify(note('a', `n${n}`))
    await ended('n0')
    await click('n1', 'default')
    await vi.waitFor(() => expect(clicks).toHaveLength(1), 30_000)
    await clock.advance(3_600_000)
    for (let n = 2; n < 9; n++) await ended(`n${n}`)
    await notifier.notify(note('a', 'last'))
    notifier.close()
    await ended('last')
    expect(clock.pending()).toBe(0)
  })

  it('is run by node-notifier where it cannot be waited for', async () => {
    await fakeNotifySend()
    await desktopWith(['actions', 'body-markup'])
    expect(await created().notify(note('a', '<b>'))).toBe('shown')
    expect(await recorded()).toEqual(expect.arrayContaining(['a', '&lt;b&gt;', '--expire-time']))
    // It could, and could not say that it has shown anything.
    await fakeNotifySend(`process.stdout.write('--print-id --action')`)
    expect(await created().notify(note('a', 'b'))).toBe('shown')
    expect(await recorded()).toContain('--expire-time')
  })
})

describe('elsewhere', () => {
  it.each([
    [{ platform: 'win32', arch: 'x64', release: '10.0.22631' }, 'Windows notifications'],
    [{ platform: 'linux', arch: 'x64', release: '5.15.0-microsoft-standard-WSL2' }, 'Windows notifications'],
    [{ platform: 'darwin', arch: 'x64', release: '23.0.0' }, 'terminal-notifier'],
    [{ platform: 'darwin', arch: 'arm64', release: '25.0.0' }, undefined],
    [{ platform: 'sunos', arch: 'x64', release: '5.11' }, undefined],
  ])('%j has %s', (machine, name) => {
    expect(createNodeNotifier({ ...options, machine })?.name).toBe(name)
  })

  // As SnoreToast 0.7 and terminal-notifier 1.7.2 write it, read by the package.
  it.each([
    [{ action: 'clicked', notificationId: '1' }, 'open'],
    [{ action: 'buttonClicked', button: actionLabels['snooze-1h'], activationType: 'Snooze 1 h' }, 'snooze-1h'],
    [{ action: 'buttonClicked', button: 'Open', activationType: 'Open' }, 'open'],
    [{ action: 'dismissed', activationType: 'dismissed' }, null],
    [{ action: 'timedout', activationType: 'timedout' }, null],
    [{ activationType: 'contentsClicked', activationAt: '2026-11-22 14:03:00 +0000' }, 'open'],
    [{ activationType: 'actionClicked', activationValue: 'Snooze 1 h', activationValueIndex: '0' }, 'snooze-1h'],
    [{ activationType: 'actionClicked' }, 'open'],
    [{ activationType: 'closed' }, null],
    [{ activationType: 'timeout' }, null],
    [undefined, null],
    ['', null],
  ])('what the package says, %j, means %s', (metadata, action) => {
    expect(clickOf(metadata)).toBe(action)
  })
})
