import { describe, expect, it, vi } from 'vitest'
import type { Portlight } from '../../electron/app/portlight.ts'
import type { Answer } from '../../electron/contract/schemas.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import type { MenuAction } from '../../electron/desktop/menu.ts'
import { menuActions } from '../../electron/desktop/menu-actions.ts'
import type { Popover } from '../../electron/desktop/popover.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const nowMs = Date.parse('2026-11-22T15:00:00.000Z')

/** What the action asks of the program, and what it shows. */
async function act(action: MenuAction, answer: Answer<unknown> = { ok: true, value: {} }) {
  pretend({ platform: 'linux' })
  const asked: [string, unknown][] = []
  const raised: Notice[] = []
  const shown: unknown[] = []
  const portlight: Pick<Portlight, 'handle' | 'notices'> = {
    handle: async (channel, payload) => {
      asked.push([channel, payload])
      return answer
    },
    notices: { list: () => [], drop: () => {}, dismiss: () => {}, raise: (notice) => void raised.push(notice) },
  }
  const popover: Pick<Popover, 'show' | 'navigate'> = {
    show: () => void shown.push('popover'),
    navigate: (view) => void shown.push(view),
  }
  menuActions(portlight, popover, '/data/config.json', { wallMs: () => nowMs })(action)
  await new Promise((resolve) => setImmediate(resolve))
  return { asked, raised, shown }
}

const morning = new Date(2026, 10, 23, 9).toISOString()

describe('the tray menu', () => {
  it.each([
    ['quarter', '2026-11-22T15:15:00.000Z'],
    ['hour', '2026-11-22T16:00:00.000Z'],
    ['morning', morning],
    ['recovery', null],
  ] as const)('pauses all and snoozes until: %s', async (choice, until) => {
    expect((await act({ type: 'pause-all', choice })).asked).toEqual([['targets:pause', { ids: null, until }]])
    expect((await act({ type: 'snooze', ids: ['db', 'web'], choice })).asked).toEqual([
      ['targets:snooze', { scope: { kind: 'targets', ids: ['db', 'web'] }, until }],
    ])
  })

  it('opens the popover where it was asked to', async () => {
    const { asked, shown } = await act({ type: 'open-target', id: 'db' })
    expect({ asked, shown }).toEqual({ asked: [], shown: [{ view: 'target', id: 'db' }, 'popover'] })
  })

  it('shows what could not be done', async () => {
    const failure = { ok: false, code: 'not-saved', message: 'the disk is full' } as const
    const { raised, shown } = await act({ type: 'resume-all' }, failure)
    expect(raised).toEqual([
      {
        id: 'menu',
        severity: 'error',
        code: 'settings-not-saved',
        params: { path: '/data/config.json', reason: 'the disk is full' },
      },
    ])
    expect(shown).toEqual(['popover'])
  })
})
