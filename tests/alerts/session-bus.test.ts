import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findExecutable, sessionBusReachable } from '../../electron/alerts/session-bus.ts'

let folder: string
const servers: Server[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portlight-bus-'))
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
  await rm(folder, { recursive: true })
})

async function listen(path: string): Promise<void> {
  const server = createServer((socket) => socket.destroy())
  servers.push(server)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ path }, resolve))
}

describe('a session bus', () => {
  it('is reachable when its socket accepts, wherever the address names it', async () => {
    const socket = join(folder, 'a bus')
    const written = socket.replace(' ', '%20')
    await listen(socket)
    for (const address of [
      `unix:path=${written}`,
      `unix:path=${written},guid=0123`,
      `unix:guid=0123,path=${written}`,
      `unix:path=${folder}/none;unix:path=${written}`,
      'tcp:host=localhost,port=1',
    ]) {
      expect([address, await sessionBusReachable({ DBUS_SESSION_BUS_ADDRESS: address })]).toEqual([address, true])
    }
  })

  it('is reachable at an abstract socket on Linux', async () => {
    const name = `portlight-test-${process.pid}`
    await listen(`\0${name}`)
    expect(await sessionBusReachable({ DBUS_SESSION_BUS_ADDRESS: `unix:abstract=${name}` })).toBe(true)
  })

  it('is not reachable when nothing listens or the address names no bus', async () => {
    await writeFile(join(folder, 'file'), '')
    for (const address of [
      `unix:path=${folder}/none`,
      `unix:path=${folder}/file`,
      'unix:path=%zz',
      'disabled:',
      '/dev/null',
      ';',
    ]) {
      expect([address, await sessionBusReachable({ DBUS_SESSION_BUS_ADDRESS: address })]).toEqual([address, false])
    }
  })

  it('is looked for at the user’s default socket when no address is given', async () => {
    expect(await sessionBusReachable({})).toBe(false)
    expect(await sessionBusReachable({ XDG_RUNTIME_DIR: folder })).toBe(false)
    await listen(join(folder, 'bus'))
    expect(await sessionBusReachable({ XDG_RUNTIME_DIR: folder })).toBe(true)
    expect(await sessionBusReachable({ XDG_RUNTIME_DIR: folder, DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toBe(false)
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
