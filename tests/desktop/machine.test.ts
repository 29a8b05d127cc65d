import { describe, expect, it, vi } from 'vitest'
import { createCipher } from '../../electron/desktop/cipher.ts'
import { createMachineEvents } from '../../electron/desktop/power.ts'
import { powerMonitor, setOnline } from '../desktop-host/machine.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { linux, macOs } from './platforms.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

describe('machine events', () => {
  it('tell of sleep and waking, until unsubscribed', () => {
    const machine = createMachineEvents(createFakeClock())
    const heard: string[] = []
    const stop = [machine.onSuspend(() => heard.push('suspend')), machine.onResume(() => heard.push('resume'))]
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
    expect(heard).toEqual(['suspend', 'resume'])
    for (const unsubscribe of stop) unsubscribe()
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
    expect(heard).toHaveLength(2)
  })

  it('tell when the network goes and comes, and then leave no timer behind', async () => {
    const clock = createFakeClock()
    const heard: boolean[] = []
    const unsubscribe = createMachineEvents(clock).onOnlineChange((online) => heard.push(online))
    await clock.advance(10_000)
    expect(heard).toEqual([])
    setOnline(false)
    await clock.advance(5000)
    setOnline(true)
    await clock.advance(5000)
    expect(heard).toEqual([false, true])
    unsubscribe()
    expect(clock.pending()).toBe(0)
  })
})

describe('the cipher', () => {
  it('gives back what it encrypted, as text that is safe in JSON', async () => {
    pretend()
    const cipher = createCipher(linux)
    const data = await cipher.encrypt('pässword "1"')
    expect(data).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(Buffer.from(data, 'base64').toString('utf8')).not.toContain('ssword')
    expect(await cipher.decrypt(data)).toEqual({ text: 'pässword "1"', renew: false })
  })

  it('refuses to hide a password where there is no key ring', async () => {
    pretend({ keyRing: 'basic_text' })
    await expect(createCipher(linux).encrypt('password')).rejects.toThrow('no key ring')
    await expect(createCipher(linux).decrypt('cGFzcw==')).rejects.toThrow('start GNOME Keyring or KWallet')
  })

  it('asks for the key ring on Linux alone', async () => {
    pretend({ platform: 'darwin', keyRing: 'basic_text' })
    await expect(createCipher(macOs).encrypt('password')).resolves.not.toBe('')
  })
})
