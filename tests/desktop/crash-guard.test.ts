import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { guardAgainstCrashes } from '../../electron/desktop/crash-guard.ts'
import type { CrashReport } from '../../electron/storage/crash-report.ts'
import { world } from '../desktop-host/world.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

function guard(report: CrashReport | null, appImage?: string) {
  const events = new EventEmitter()
  guardAgainstCrashes({ events, report: () => report, appImage })
  return (error: unknown) => void events.emit('uncaughtException', error)
}

describe('a mistake nobody caught', () => {
  const exits: number[] = []
  beforeEach(() => {
    pretend()
    exits.length = 0
    world.dialogs.length = 0
    world.relaunches.length = 0
    const { exit } = world
    world.exit = (code) => void exits.push(code)
    onTestFinished(() => void Object.assign(world, { exit }))
  })

  it('starts the program again, hidden, once', async () => {
    const crash = guard({ path: '/logs/crash.txt', recent: 1 })
    crash(new Error('first'))
    crash(new Error('second'))
    await vi.waitFor(() => expect(exits).toEqual([1]), 20_000)
    expect(world.relaunches).toEqual([{ args: [...process.argv.slice(1), '--hidden'] }])
    expect(world.dialogs).toEqual([])
  })

  it('starts an AppImage by its own path', () => {
    guard({ path: '/logs/crash.txt', recent: 2 }, '/home/me/Portlight.AppImage')(new Error('first'))
    expect(world.relaunches[0]).toMatchObject({ execPath: '/home/me/Portlight.AppImage' })
  })

  it.each([
    ['the third time in ten minutes', { path: '/logs/crash.txt', recent: 3 }, '/logs/crash.txt'],
    ['where no report can be written, so that nobody would count', null, 'no space'],
  ])('says so instead, %s', async (_when, report, said) => {
    guard(report)(new Error('no space'))
    await vi.waitFor(() => expect(exits).toEqual([1]), 20_000)
    expect(world.relaunches).toEqual([])
    expect(world.dialogs).toHaveLength(1)
    expect(world.dialogs[0]).toContain(said)
  })
})
