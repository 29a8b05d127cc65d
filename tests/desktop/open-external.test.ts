import { describe, expect, it, vi } from 'vitest'
import { openInBrowser } from '../../electron/desktop/open-external.ts'
import { world } from '../desktop-host/world.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

describe('openInBrowser', () => {
  it('opens web addresses and nothing else', async () => {
    pretend()
    world.opened.length = 0
    expect(await openInBrowser('https://example.org/a b?c#d')).toBe(true)
    expect(await openInBrowser('http://[::1]:8080')).toBe(true)
    const refused = ['file:///etc/passwd', 'javascript:alert(1)', 'ms-settings:', 'smb://host/share', '', 'example.org']
    for (const address of [...refused, 'https://example.org@evil.test/', 'https://a:b@example.org/', 'https://']) {
      expect([address, await openInBrowser(address)]).toEqual([address, false])
    }
    expect(world.opened).toEqual(['https://example.org/a%20b?c#d', 'http://[::1]:8080/'])
  })
})
