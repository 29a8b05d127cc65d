import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { findExecutable } from '../../electron/alerts/session-bus.ts'

const run = promisify(execFile)
type Child = ChildProcessByStdio<null, Readable, null>

const startMs = 10_000
const stopMs = 3000

/** Programs the session is made of, and the Debian package of each. */
const programs = {
  Xvfb: 'xvfb',
  'dbus-daemon': 'dbus-daemon',
  'dbus-send': 'dbus-bin',
  busctl: 'systemd',
  dunst: 'dunst',
  dunstctl: 'dunst',
  'notify-send': 'libnotify-bin',
} as const

/** What the daemon was asked to show, as a person reads it. */
export interface Shown {
  title: string
  body: string
  urgency: string
  appName: string
  /** File name of the image; '' for none. */
  icon: string
}

export interface DesktopSession {
  /** Where notifications are taken. */
  busAddress: string
  /** Starts dunst, where it was not started at once. */
  startDaemon(): Promise<void>
  /** Everything shown so far, in any order. Nothing of it is on the screen any more. */
  shown(): Promise<Shown[]>
  /** Clicks on the one notification that is on the screen. */
  click(): Promise<void>
  /** Presses a button of the notification with this title. */
  press(button: string, title: string): Promise<void>
  /** Ends what was started, and nothing else. */
  stop(): Promise<void>
}

// No services: on a person's bus a daemon would be started behind our back.
const busConfig = (folder: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// Dunst's history leaves out the urgency, but keeps the formatted text. It asks a menu program which button to press.
// Alike ones would be one: two outages that lasted equally long.
const dunstConfig = (folder: string) => `[global]
  markup = full
  history_length = 200
  stack_duplicates = false
  dmenu = ${join(folder, 'menu')}
${['low', 'normal', 'critical'].map((urgency) => `[urgency_${urgency}]\n  format = "${urgency} %s %b"\n`).join('')}`

/** Starts a display, a D-Bus session and, unless told, the notification daemon dunst, all of their own. */
export async function startDesktopSession({ daemon = true } = {}): Promise<DesktopSession> {
  await requirePrograms()
  const folder = await mkdtemp(join(tmpdir(), 'portlight-session-'))
  const children: ChildProcess[] = []
  const env: Record<string, string> = { PATH: process.env['PATH'] ?? '', HOME: folder, LANG: 'C.UTF-8' }

  function start(program: string, args: string[]): Child {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
    children.push(child)
    return child
  }

  async function stop(): Promise<void> {
    for (const child of children.splice(0).toReversed()) await end(child)
    await rm(folder, { recursive: true, force: true })
  }

  async function startDaemon(): Promise<void> {
    const dunst = start('dunst', ['-conf', join(folder, 'dunstrc')])
    dunst.stdout.resume()
    await answering(dunst, () => ctl('count'))
  }

  async function ctl(...args: string[]): Promise<string> {
    const { stdout } = await run('dunstctl', args, { env, timeout: startMs })
    return stdout
  }

  try {
    const display = start('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24', '-nolisten', 'tcp'])
    env['DISPLAY'] = `:${await firstLine('Xvfb', display)}`

    await mkdir(join(folder, 'bus'))
    await writeFile(join(folder, 'bus.conf'), busConfig(join(folder, 'bus')))
    const bus = start('dbus-daemon', [`--config-file=${join(folder, 'bus.conf')}`, '--nofork', '--print-address'])
    const busAddress = await firstLine('dbus-daemon', bus)
    env['DBUS_SESSION_BUS_ADDRESS'] = busAddress

    await writeFile(join(folder, 'dunstrc'), dunstConfig(folder))
    await writeFile(join(folder, 'menu'), `#!/bin/sh\nexec grep -F -m1 -f ${join(folder, 'choice')}\n`)
    await chmod(join(folder, 'menu'), 0o755)
    if (daemon) await startDaemon()

    return {
      busAddress,
      stop,
      startDaemon,
      click: async () => void (await ctl('action')),
      async press(button, title) {
        await writeFile(join(folder, 'choice'), `#${button} (${title})`)
        await ctl('context')
      },
      async shown() {
        await ctl('close-all')
        return readHistory(await ctl('history'))
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function requirePrograms(): Promise<void> {
  for (const [program, debianPackage] of Object.entries(programs)) {
    if ((await findExecutable(program, process.env['PATH'] ?? '')) === null) {
      throw new Error(`this test needs ${program}; on Debian: apt-get install ${debianPackage}`)
    }
  }
}

async function firstLine(program: string, child: Child): Promise<string> {
  const ended = new AbortController()
  child.once('exit', () => ended.abort())
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(startMs)])
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line', { signal })
    return String(line)
  } catch {
    throw new Error(`${program} did not start`)
  }
}

/** Asks until dunst answers; before that, each question fails at once. */
async function answering(dunst: Child, ask: () => Promise<unknown>): Promise<void> {
  const deadlineMs = performance.now() + startMs
  for (;;) {
    try {
      await ask()
      return
    } catch (error) {
      if (dunst.exitCode !== null || performance.now() > deadlineMs) throw error
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const insist = setTimeout(() => child.kill('SIGKILL'), stopMs)
  await exited
  clearTimeout(insist)
}

const text = z.object({ data: z.string() })
const historySchema = z.object({
  data: z.array(z.array(z.object({ summary: text, body: text, message: text, appname: text, icon_path: text }))),
})

function readHistory(json: string): Shown[] {
  const history = z.parse(historySchema, JSON.parse(json))
  return history.data.flat().map(({ summary, body, message, appname, icon_path: icon }) => ({
    title: summary.data,
    body: readMarkup(body.data),
    urgency: message.data.split(' ', 1)[0] ?? '',
    appName: appname.data,
    icon: basename(icon.data),
  }))
}

/** As dunst shows a body. */
function readMarkup(markup: string): string {
  return markup.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
