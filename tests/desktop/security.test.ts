import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { confinePages, denyPermissions } from '../../electron/desktop/security.ts'
import { appEvents, preventable } from '../desktop-host/app.ts'
import { permissionHandlers, session } from '../desktop-host/machine.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

describe('denyPermissions', () => {
  it('takes every permission, asked for or looked up', async () => {
    const { session: real } = await import('electron')
    pretend()
    denyPermissions(real.defaultSession)
    expect(session.defaultSession).toBe(real.defaultSession)
    const granted = Promise.withResolvers<boolean>()
    const { request, check, device, displayMedia } = permissionHandlers
    if (!request || !check || !device || !displayMedia) throw new Error('a handler is missing')
    Reflect.apply(request, null, [null, 'media', granted.resolve, {}])
    expect(await granted.promise).toBe(false)
    expect(Reflect.apply(check, null, [null, 'notifications', 'app://bundle', {}])).toBe(false)
    expect(Reflect.apply(device, null, [{ deviceType: 'usb' }])).toBe(false)
    const streams = Promise.withResolvers<unknown>()
    Reflect.apply(displayMedia, null, [{}, streams.resolve])
    expect(await streams.promise).toBe(null)
  })
})

describe('confinePages', () => {
  class Contents extends EventEmitter {
    openHandler: unknown = null
    setWindowOpenHandler(handler: unknown) {
      this.openHandler = handler
    }
  }

  it('keeps every page from going anywhere, opening windows and embedding pages', () => {
    confinePages()
    const contents = new Contents()
    appEvents.emit('web-contents-created', {}, contents)
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-attach-webview']) {
      const event = preventable()
      contents.emit(name, event)
      expect([name, event.defaultPrevented]).toEqual([name, true])
    }
    const { openHandler } = contents
    expect(typeof openHandler === 'function' && Reflect.apply(openHandler, null, [{}])).toEqual({ action: 'deny' })
  })
})
