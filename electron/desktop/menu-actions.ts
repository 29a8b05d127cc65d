import { app } from 'electron'
import type { Portlight } from '../app/portlight.ts'
import type { RequestChannel } from '../contract/channels.ts'
import { snoozeEnd } from '../contract/snooze-end.ts'
import type { Clock } from '../monitor/ports.ts'
import type { MenuAction } from './menu.ts'
import type { Popover } from './popover.ts'

/** Does what the tray menu asks for. What could not be done is shown as a notice in the popover. */
export function menuActions(
  portlight: Pick<Portlight, 'handle' | 'notices'>,
  popover: Pick<Popover, 'show' | 'navigate'>,
  settingsPath: string,
  clock: Pick<Clock, 'wallMs'>,
): (action: MenuAction) => void {
  async function request(channel: RequestChannel, payload: object): Promise<void> {
    const answer = await portlight.handle(channel, payload)
    if (answer.ok) return
    const params = { path: settingsPath, reason: answer.message }
    portlight.notices.raise({ id: 'menu', severity: 'error', code: 'settings-not-saved', params })
    popover.show()
  }

  return (action) => {
    switch (action.type) {
      case 'open':
        popover.show()
        break
      case 'open-target':
        popover.navigate({ view: 'target', id: action.id })
        popover.show()
        break
      case 'open-settings':
        popover.navigate({ view: 'settings' })
        popover.show()
        break
      case 'probe-all':
        void request('targets:probe', { ids: null })
        break
      case 'pause-all':
        void request('targets:pause', { ids: null, until: snoozeEnd(action.choice, clock.wallMs()) })
        break
      case 'snooze':
        void request('targets:snooze', {
          scope: { kind: 'targets', ids: action.ids },
          until: snoozeEnd(action.choice, clock.wallMs()),
        })
        break
      case 'resume-all':
        void request('targets:resume', { ids: null })
        break
      case 'quit':
        app.quit()
        break
    }
  }
}
