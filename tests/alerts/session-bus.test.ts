import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { findExecutable, notificationSession } from '../../electron/alerts/session-bus.ts'
import { fakeBus, listen } from './fake-bus.ts'

let folder: string
const servers: Server[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portlight-bus-'))
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
  await rm(folder, { recursive: true })
})

/** A bus that takes connections and says nothing. */
async function mute(path: string): Promise<void> {
  servers.push(await listen(path, (socket) => socket.destroy()))
}

async function kind(env: NodeJS.ProcessEnv): Promise<string> {
  return (await notificationSession(env)).kind
}

const unknown = { kind: 'daemon', capabilities: null }
const nobody = { error: 'org.freedesktop.DBus.Error.NameHasNoOwner' }
const notifications = 'org.freedesktop.Notifications'

describe('a session bus', () => {
  it('is there when its socket accepts, wherever the address names it', async () => {
    const socket = join(folder, 'a bus')
    const written = socket.replace(' ', '%20')
    await mute(socket)
    for (const address of [
      `unix:path=${written}`,
      `unix:path=${written},guid=0123`,
      `unix:guid=0123,path=${written}`,
      `unix:path=${folder}/none;unix:path=${written}`,
      'tcp:host=localhost,port=1',
    ]) {
      expect([address, await notificationSession({ DBUS_SESSION_BUS_ADDRESS: address })]).toEqual([address, unknown])
    }
  })

  it('is there at an abstract socket on Linux', async () => {
    const name = `portlight-test-${process.pid}`
    await mute(`\0${name}`)
    expect(await notificationSession({ DBUS_SESSION_BUS_ADDRESS: `unix:abstract=${name}` })).toEqual(unknown)
  })

  it('is not there when nothing listens or the address names no bus', async () => {
    await writeFile(join(folder, 'file'), '')
    for (const address of [
      `unix:path=${folder}/none`,
      `unix:path=${folder}/file`,
      'unix:path=%zz',
      'unix:runtime=yes',
      'disabled:',
      '/dev/null',
      ';',
    ]) {
      const session = await notificationSession({ DBUS_SESSION_BUS_ADDRESS: address })
      expect([address, session]).toEqual([address, { kind: 'no-session' }])
    }
  })

  it('is looked for at the user’s default socket when no address is given', async () => {
    expect(await kind({})).toBe('no-session')
    expect(await kind({ XDG_RUNTIME_DIR: folder })).toBe('no-session')
    await mute(join(folder, 'bus'))
    expect(await kind({ XDG_RUNTIME_DIR: folder })).toBe('daemon')
    expect(await kind({ XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: 'unix:runtime=yes' })).toBe('daemon')
    expect(await kind({ XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toBe('no-session')
  })
})

/** A socket that says this to whoever comes. */
function talker(said: string): Promise<Server> {
  return listen(join(folder, 'bus'), (socket) => {
    socket.on('error', () => {}).resume()
    socket.write(said, 'latin1')
  })
}

async function sessionWith(...bus: [Parameters<typeof fakeBus>[1], Parameters<typeof fakeBus>[2]?]) {
  servers.push(await fakeBus(join(folder, 'bus'), ...bus))
  return notificationSession({ XDG_RUNTIME_DIR: folder })
}

describe('what shows notifications in a session', () => {
  it.each([{}, { bigEndian: true }, { packetBytes: 7 }])('says what it can do, %j', async (options) => {
    const session = await sessionWith([['actions', 'body', 'body-märkup'], ['org.freedesktop.DBus']], options)
    expect(session).toEqual({ kind: 'daemon', capabilities: new Set(['actions', 'body', 'body-märkup']) })
  })

  it('is asked without being started: another may be about to come', async () => {
    const { promise, resolve } = Promise.withResolvers<Buffer>()
    const bus = await listen(join(folder, 'bus'), (socket) => {
      socket.once('data', () => {
        socket.write('OK 1\r\n')
        const heard: Buffer[] = []
        socket.on('data', (bytes) => heard.push(bytes)).on('close', () => resolve(Buffer.concat(heard)))
      })
    })
    servers.push(bus)
    await notificationSession({ XDG_RUNTIME_DIR: folder })
    const heard = await promise
    const flags: number[] = []
    // Each message says how it is written ('l'), that it is a question (1), and then its flags.
    for (let at = heard.indexOf('l\x01'); at >= 0; at = heard.indexOf('l\x01', at + 1))
      flags.push(heard.readUInt8(at + 2))
    expect(flags).toEqual([2, 2, 2])
  })

  it('may be missing', async () => {
    expect(await sessionWith([nobody, ['org.freedesktop.DBus', 'org.example.Other']])).toEqual({ kind: 'no-daemon' })
  })

  it('may be there once a notification comes', async () => {
    expect(await sessionWith([nobody, ['org.freedesktop.DBus', notifications]])).toEqual(unknown)
  })

  it('is believed where the bus does not let us ask', async () => {
    expect(await sessionWith([{ error: 'org.freedesktop.DBus.Error.AccessDenied' }, []])).toEqual(unknown)
  })

  it.each([
    ['refuses us', 'REJECTED EXTERNAL\r\n'],
    ['says what is no D-Bus', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['says something endless', `OK 1\r\nl\x02\0\x01${'\x7f'.repeat(64)}`],
    ['says something that contradicts itself', `OK 1\r\nl\x02\0\x01\0\0\0\0\x01\0\0\0\x08\0\0\0\x04\x01s\0\xff\0\0\0`],
  ])('is believed where the bus %s, without waiting for more', async (_, said) => {
    servers.push(await talker(said))
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    expect(await notificationSession({ XDG_RUNTIME_DIR: folder })).toEqual(unknown)
  })

  it('is believed where the bus says nothing for a second', async () => {
    servers.push(await talker(''))
    expect(await notificationSession({ XDG_RUNTIME_DIR: folder })).toEqual(unknown)
  })
})

describe('finding an executable', () => {
  it('takes the first file that can be run, and no folder or text', async () => {
    for (const name of ['text', 'folder', 'first', 'second']) await mkdir(join(folder, name))
    await mkdir(join(folder, 'folder', 'tool'))
    await writeFile(join(folder, 'text', 'tool'), '')
    for (const name of ['first', 'second']) {
      await writeFile(join(folder, name, 'tool'), '')
      await chmod(join(folder, name, 'tool'), 0o755)
    }
    const path = ['none', 'text', 'folder', 'first', 'second'].map((name) => join(folder, name)).join(':')
    expect(await findExecutable('tool', path)).toBe(join(folder, 'first', 'tool'))
    expect(await findExecutable('other', path)).toBeNull()
    expect(await findExecutable('tool', '')).toBeNull()
  })
})
