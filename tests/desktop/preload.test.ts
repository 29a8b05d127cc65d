import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import * as z from 'zod/mini'

/** Both ends the preload stands between. */
const ends = vi.hoisted(() => ({ exposed: new Map<string, unknown>(), invoked: new Array<unknown[]>() }))

const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (...args: unknown[]) => ends.invoked.push(args),
})

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => ends.exposed.set(name, api) },
  ipcRenderer,
}))

const bridgeSchema = z.strictObject({
  invoke: z.custom<(channel: string, payload?: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
  on: z.custom<(channel: string, listener: (...given: unknown[]) => void) => () => void>(
    (value) => typeof value === 'function',
  ),
})

it('hands the page two functions for the channels of the contract, and nothing of Electron', async () => {
  await import('../../electron/preload.ts')
  expect([...ends.exposed.keys()]).toEqual(['portlight'])
  const bridge = bridgeSchema.parse(ends.exposed.get('portlight'))

  await bridge.invoke('snapshot:get', {})
  for (const channel of ['portlight:snapshot:get', 'ELECTRON_BROWSER_REQUIRE', '__proto__', 'constructor', 'delta']) {
    await expect(bridge.invoke(channel, {}), channel).rejects.toThrow('There is no channel')
  }
  expect(ends.invoked).toEqual([['portlight:snapshot:get', {}]])

  const heard: unknown[][] = []
  const end = bridge.on('delta', (...given) => heard.push(given))
  expect(() => bridge.on('snapshot:get', () => {})).toThrow('There is no channel')
  ipcRenderer.emit('portlight:delta', { sender: 'Electron' }, { version: 1 }, 'more')
  expect(heard).toEqual([[{ version: 1 }]])
  end()
  ipcRenderer.emit('portlight:delta', { sender: 'Electron' }, { version: 2 })
  expect(heard).toHaveLength(1)
  expect(ipcRenderer.eventNames()).toEqual([])
})
