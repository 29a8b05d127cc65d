import type { Server } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findTrayHost, type TrayHost } from '../../electron/desktop/tray-host.ts'
import { watchTrayHost } from '../../electron/desktop/tray-watch.ts'
import { type Answer, fakeBus, listen } from '../alerts/fake-bus.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { linux, macOs, windows } from './platforms.ts'

const wayland = { ...linux, wayland: true }
const gnome = { ...linux, gnome: true }
const nobody = { error: 'org.freedesktop.DBus.Error.NameHasNoOwner' }
const unknown = { error: 'org.freedesktop.DBus.Error.ServiceUnknown' }

function closing(server: Server): void {
  onTestFinished(() => void server.close())
}

async function bus(owner: Answer, host: Answer): Promise<NodeJS.ProcessEnv> {
  const path = join(temporaryDirectory(), 'bus')
  closing(await fakeBus(path, [owner, host]))
  return { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }
}

const there = { kind: 'there', owner: ':1.42' }

describe('a place for tray icons', () => {
  it('is where somebody on the bus shows them', async () => {
    expect(await findTrayHost(wayland, await bus(':1.42', { flag: true }))).toEqual(there)
  })

  it('is not where nobody does, nor where somebody would if there were a panel', async () => {
    expect(await findTrayHost(wayland, await bus(nobody, unknown))).toEqual({ kind: 'none' })
    expect(await findTrayHost(gnome, await bus(nobody, unknown))).toEqual({ kind: 'none' })
    expect(await findTrayHost(wayland, await bus(':1.42', { flag: false }))).toEqual({ kind: 'none' })
  })

  it('may be a panel of X11 that the bus knows nothing of', async () => {
    expect(await findTrayHost(linux, await bus(nobody, unknown))).toEqual({ kind: 'there', owner: null })
  })

  it('is nowhere on Wayland without a bus', async () => {
    expect(await findTrayHost(wayland, {})).toEqual({ kind: 'none' })
    expect(await findTrayHost(wayland, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' })).toEqual({
      kind: 'none',
    })
    expect(await findTrayHost(wayland, { DBUS_SESSION_BUS_ADDRESS: 'no address' })).toEqual({ kind: 'none' })
  })

  it('is believed in where the bus does not answer', async () => {
    const path = join(temporaryDirectory(), 'bus')
    closing(await listen(path, (socket) => socket.write('OK\r\n')))
    const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }
    expect(await findTrayHost(wayland, env)).toEqual({ kind: 'there', owner: null })
  })

  it('is part of macOS and Windows', async () => {
    for (const platform of [macOs, windows]) expect((await findTrayHost(platform, {})).kind).toBe('there')
  })
})

/** What is told as the hosts come and go, one look after the other. */
async function tell(...hosts: TrayHost[]): Promise<string[]> {
  const clock = createFakeClock()
  const told: string[] = []
  let looks = 0
  const watch = watchTrayHost({
    clock,
    find: async () => hosts[looks++] ?? { kind: 'none' },
    onHost: (isThere) => told.push(isThere ? 'there' : 'none'),
    onNewHost: () => told.push('new'),
  })
  while (looks < hosts.length) await clock.advance(1000)
  watch.stop()
  expect(clock.pending()).toBe(0)
  return told
}

const none: TrayHost = { kind: 'none' }
const host = (owner: string | null): TrayHost => ({ kind: 'there', owner })

describe('whoever shows tray icons', () => {
  it.each<[string, TrayHost[], string[]]>([
    ['is there and stays', [host(':1.1'), host(':1.1'), host(':1.1')], ['there']],
    ['was started again', [host(':1.1'), host(':1.9')], ['there', 'new']],
    ['was gone for a moment', [host(':1.1'), none, host(':1.9')], ['there', 'new']],
    ['comes a little later than we do', [none, none, host(':1.1')], ['new', 'there']],
    ['never comes', [none, none, none, none], ['none']],
    ['is installed later', [none, none, none, host(':1.1')], ['none', 'new', 'there']],
    ['goes away for good', [host(':1.1'), none, none, none], ['there', 'none']],
    ['does not say who it is', [host(null), host(null), host(':1.1')], ['there']],
  ])('%s', async (_what, hosts, told) => {
    expect(await tell(...hosts)).toEqual(told)
  })
})
