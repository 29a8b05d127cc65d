import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod/mini'
import { type AlertSettings, defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import { defaultSettings } from '../../electron/contract/settings.ts'
import { snapshotSchema } from '../../electron/contract/snapshot.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { type Served, serveOrThrow } from '../commands/serve-process.ts'
import { askJson } from '../headless/http-client.ts'
import { createAuthority, issue } from '../lab/certificates.ts'
import { serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { type DesktopSession, type Shown, startDesktopSession } from './desktop-session.ts'

// From a real socket of a real server that is closed, through the program as a process of its own, to a real daemon.

const withinMs = 30_000
const everySecond = { intervalMs: 1000, timeoutMs: 900, readTimeoutMs: 900 }
/** Everything as a person has it, but without the waiting. */
const quick: AlertSettings = { ...defaultAlertSettings, settleMs: 0, gatherMs: 1500 }

let session: DesktopSession

beforeAll(async () => {
  session = await startDesktopSession()
}, 40_000)
afterAll(() => session?.stop(), 20_000)

// An address that nothing else here connects from: a port let go of and taken again must not be somebody's meanwhile.
const address = '127.0.0.77'

async function listening(port?: number): Promise<LabServer> {
  const server = await silentTcp(port === undefined ? { address } : { address, port })
  onTestFinished(() => server.close())
  return server
}

const tcp = (id: string, { port }: LabServer): TargetConfig => {
  return { id, name: id, protocol: 'tcp', target: `${address}:${port}`, ...everySecond }
}

/** A directory for the program, with these targets in its settings. */
function directoryWith(targets: TargetConfig[], alerts: Partial<AlertSettings> = {}): string {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'data'), { mode: 0o700 })
  const settings = { ...defaultSettings, targets, alerts: { ...quick, ...alerts } }
  writeFileSync(join(directory, 'data', 'config.json'), JSON.stringify(settings))
  return directory
}

/** The program, on the desktop of this test. */
function serveIn(directory: string): Promise<Served> {
  return serveOrThrow(directory, [], { DBUS_SESSION_BUS_ADDRESS: session.busAddress })
}

async function targetsOf({ address }: Served) {
  const { text } = await askJson(`${address}api/snapshot:get`, {})
  return z.parse(z.object({ value: snapshotSchema }), JSON.parse(text)).value.targets
}

/** Waits until every target is in that state. */
async function all(served: Served, state: string): Promise<void> {
  await vi.waitFor(async () => {
    const states = (await targetsOf(served)).map((target) => target.state)
    expect(new Set(states)).toEqual(new Set([state]))
  }, withinMs)
}

/** Waits until something with such a title was shown. */
async function shown(title: RegExp | string): Promise<Shown> {
  const fits = (each: Shown) => (typeof title === 'string' ? each.title === title : title.test(each.title))
  return vi.waitFor(async () => {
    const found = (await session.shown()).find(fits)
    expect(found).toBeDefined()
    return found ?? expect.fail()
  }, withinMs)
}

/** Titles of all that was shown and fits, in order of the alphabet. */
async function titles(about: RegExp): Promise<string[]> {
  return (await session.shown()).flatMap(({ title }) => (about.test(title) ? [title] : [])).toSorted()
}

describe('portlight serve on a real desktop', { timeout: 120_000 }, () => {
  it('tells that a target is down, that it is up again, and that several are down, each once', async () => {
    const [db, ...others] = await Promise.all([listening(), listening(), listening(), listening()])
    const served = await serveIn(directoryWith([tcp('db', db), ...others.map((server, n) => tcp(`nas-${n}`, server))]))
    await all(served, 'up')

    await db.close()
    const down = await shown('db is down: ConnectionFailed')
    expect(down).toEqual({
      title: 'db is down: ConnectionFailed',
      body: expect.stringMatching(
        new RegExp(`^Was up for \\d[^.]*s\\. tcp ${address}:${db.port} refused the connection`),
      ),
      urgency: 'critical',
      appName: 'Portlight',
      icon: 'down.png',
    })
    await listening(db.port)
    expect(await shown('db is up again')).toMatchObject({
      body: expect.stringMatching(new RegExp(`^Was down for .+s\\. tcp ${address}:${db.port} connected in `)),
      urgency: 'normal',
      icon: 'up.png',
    })

    await Promise.all(others.map((server) => server.close()))
    expect(await shown(/^3 targets down/)).toMatchObject({
      title: `3 targets down: 3 on ${address} (refused)`,
      body: expect.stringMatching(/nas-0.*nas-1.*nas-2/),
      urgency: 'critical',
      icon: 'down.png',
    })
    expect(await served.end()).toBe(0)
    expect(await titles(/db|targets/)).toEqual([
      `3 targets down: 3 on ${address} (refused)`,
      'db is down: ConnectionFailed',
      'db is up again',
    ])
  })

  it('tells that a certificate ends, once over a restart, and shows what tests it', async () => {
    const authority = await createAuthority({ commonName: 'Lab root', issuer: null })
    const ending = await issue({ commonName: 'lab site', issuer: authority, ip: ['127.0.0.1'], toDays: 6.9 })
    const site = await serveHttps(ending)
    onTestFinished(() => site.close())
    const target: TargetConfig = {
      id: 'site',
      name: 'The site',
      protocol: 'http',
      target: `https://127.0.0.1:${site.port}/`,
      intervalMs: 1000,
      responseTimeoutMs: 900,
      followRedirects: true,
      tls: { ca: { pem: authority.certPem } },
    }
    const directory = directoryWith([target])
    const first = await serveIn(directory)
    expect(await shown(/^Certificate of The site/)).toMatchObject({
      title: expect.stringMatching(/^Certificate of The site expires in [67] days$/),
      body: expect.stringMatching(/^The leaf certificate \(.*CN=lab site.*\) expires on \d{4}-\d\d-\d\d \d\d:\d\d\./),
      urgency: 'normal',
      icon: 'warning.png',
    })
    expect(await first.end()).toBe(0)

    const second = await serveIn(directory)
    await all(second, 'up')
    const { text } = await askJson(`${second.address}api/notifications:test`, {})
    expect(JSON.parse(text)).toEqual({ ok: true, value: { shown: true, adapter: 'notify-send', reason: null } })
    expect(await shown('Portlight')).toEqual({
      title: 'Portlight',
      body: 'Notifications arrive here.',
      urgency: 'normal',
      appName: 'Portlight',
      icon: 'info.png',
    })
    expect(await second.end()).toBe(0)
    expect(await titles(/site|Portlight/)).toEqual([expect.stringMatching(/^Certificate/), 'Portlight'])
  })

  it('tells once that a target flaps, and nothing of it from then on', async () => {
    const server = await listening()
    const served = await serveIn(directoryWith([tcp('port', server)], { confirmFailures: 1, gatherMs: 0 }))
    await all(served, 'up')
    let open: LabServer | null = server
    for (let change = 1; change <= 7; change++) {
      if (open) await open.close()
      open = open ? null : await listening(server.port)
      await all(served, open ? 'up' : 'down')
      if (change === 5) await shown('port is flapping')
    }
    expect((await session.shown()).find(({ title }) => title === 'port is flapping')).toMatchObject({
      body: expect.stringMatching(/^It changed 5 times within \d+ s\. Its changes are not told until it settles\./),
      urgency: 'normal',
      icon: 'warning.png',
    })
    expect(await served.end()).toBe(0)
    expect(await titles(/^port/)).toEqual([
      'port is down: ConnectionFailed',
      'port is down: ConnectionFailed',
      'port is flapping',
      'port is up again',
      'port is up again',
    ])
  })

  it('snoozes what it tells of when that is asked for on the notification', async () => {
    const mail = await listening()
    const served = await serveIn(directoryWith([tcp('mail', mail)]))
    await all(served, 'up')
    const beganMs = Date.now()
    await mail.close()
    await all(served, 'down')
    await vi.waitFor(async () => {
      await session.press('Snooze 1 h', 'mail is down: ConnectionFailed')
      expect(await targetsOf(served)).toMatchObject([{ snoozed: { until: expect.any(String) } }])
    }, withinMs)
    const [target] = await targetsOf(served)
    const forMs = Date.parse(target?.snoozed?.until ?? '') - beganMs
    expect(forMs).toBeGreaterThan(3_600_000)
    expect(forMs).toBeLessThan(3_600_000 + withinMs * 2)
    expect(await served.end()).toBe(0)
  })
})
