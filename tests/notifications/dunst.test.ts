import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startAlerts } from '../../electron/alerts/alerts.ts'
import { createDelivery } from '../../electron/alerts/delivery.ts'
import { createNodeNotifier } from '../../electron/alerts/node-notifier.ts'
import type { Delivery, Notification, Notifier } from '../../electron/alerts/notifier.ts'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import { createProber } from '../../electron/app/prober.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor } from '../../electron/monitor/monitor.ts'
import type { ToldTarget } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { notification } from '../alerts/notification.ts'
import { awake } from '../app/harness.ts'
import { createAuthority, issue } from '../lab/certificates.ts'
import { serveHttps } from '../lab/https-servers.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { type DesktopSession, type Shown, startDesktopSession } from './desktop-session.ts'

// The longest interval there is: the tests ask for each probe but the first.
const intervalMs = 86_400_000

let session: DesktopSession

beforeAll(async () => {
  session = await startDesktopSession()
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.busAddress)
}, 40_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await session?.stop()
}, 20_000)

async function notifySend(): Promise<Notifier> {
  const notifier = await createNodeNotifier({ clock: systemClock, iconPath: null, appId: 'org.example.portlight' })
  if (!notifier) throw new Error('no notifier in a session that has everything')
  return notifier
}

/** Alerts from a real monitor with real probes to the daemon; `delivered` resolves with the next outcome. */
async function startWatching(targets: TargetConfig[]) {
  const outcomes: { notification: Notification; outcome: Delivery }[] = []
  const told = new Map<string, ToldTarget>()
  const monitor = createMonitor({
    clock: systemClock,
    random: Math.random,
    probe: createProbeTarget({
      probe: createProber('0', systemClock),
      clock: systemClock,
      secretsOf: createMemorySecrets,
      onResolved: () => {},
    }),
  })
  const delivery = createDelivery({
    notifier: await notifySend(),
    clock: systemClock,
    onOutcome: (notification, outcome) => outcomes.push({ notification, outcome }),
  })
  const alerts = startAlerts({
    monitor,
    machine: awake,
    memory: {
      get: (id) => told.get(id),
      set: (id, value) => void told.set(id, value),
      seen: () => {},
      delete: (id) => void told.delete(id),
    },
    delivery,
    enabled: () => true,
    clock: systemClock,
  })
  for (const target of targets) monitor.add(target, null)
  monitor.start()
  return {
    outcomes,
    monitor,
    async stop() {
      await monitor.stop()
      alerts.stop()
      await delivery.close(5000)
    },
  }
}

function titled(all: Shown[], title: string): Shown | undefined {
  return all.find((each) => each.title === title)
}

describe('a real notification daemon', () => {
  it('shows that a target went down and came back, and that a certificate ends', async () => {
    const authority = await createAuthority({ commonName: 'Lab root', issuer: null })
    const ending = await issue({ commonName: 'lab site', issuer: authority, ip: ['127.0.0.1'], toDays: 6.9 })
    const site = await serveHttps(ending)
    const first = await silentTcp()
    const address = `127.0.0.1:${first.port}`
    const watching = await startWatching([
      { id: 'db', name: 'db-1', protocol: 'tcp', target: address, intervalMs, timeoutMs: 5000, readTimeoutMs: 3000 },
      {
        id: 'site',
        name: 'The site',
        protocol: 'http',
        target: `https://127.0.0.1:${site.port}/`,
        intervalMs,
        responseTimeoutMs: 10_000,
        followRedirects: true,
        tls: { ca: { pem: authority.certPem } },
      },
    ])
    expect((await watching.monitor.probeNow('site'))?.message).toMatch(/answered 200/)
    expect((await watching.monitor.probeNow('db'))?.resultCode).toBe(0)
    await first.close()
    expect((await watching.monitor.probeNow('db'))?.reason).toBe('refused')
    const second = await silentTcp({ port: first.port })
    expect((await watching.monitor.probeNow('db'))?.resultCode).toBe(0)
    await watching.stop()
    await Promise.all([second.close(), site.close()])

    expect(watching.outcomes.map(({ outcome }) => outcome)).toEqual(['shown', 'shown', 'shown'])
    const shown = await session.shown()
    expect(shown).toHaveLength(3)
    expect(titled(shown, 'db-1 is down: ConnectionFailed')).toMatchObject({
      body: expect.stringMatching(new RegExp(`^Was up for \\d[^.]*( ms| s)\\. tcp ${address} refused the connection`)),
      urgency: 'critical',
      appName: 'Portlight',
    })
    expect(titled(shown, 'db-1 is up again')).toMatchObject({
      body: expect.stringMatching(new RegExp(`^Was down for .+ tcp ${address} connected in `)),
      urgency: 'normal',
    })
    expect(shown.find(({ title }) => /^Certificate of The site expires in [67] days$/.test(title))).toMatchObject({
      body: expect.stringMatching(/^The leaf certificate \(.*CN=lab site.*\) expires on \d{4}-\d\d-\d\d \d\d:\d\d\.$/),
      urgency: 'normal',
    })
  })

  it('shows what others wrote as they wrote it, and as nothing else', async () => {
    const notifier = await notifySend()
    const body = '-a <b>"quoted"</b> $(id) `id` C:\\new & ?a=1&amp=2 \u001b[31m\nend'
    const shown = await notifier.notify(notification({ title: '--version \\n $HOME', body, urgency: 'low' }))
    expect(shown).toBe('shown')
    expect(titled(await session.shown(), '\u200b--version \\n $HOME')).toEqual({
      title: '\u200b--version \\n $HOME',
      body: '\u200b-a ‹b›"quoted"‹/b› $(id) `id` C:\\new & ?a=1&amp=2  [31m end',
      urgency: 'low',
      appName: 'Portlight',
    })
  })
})
