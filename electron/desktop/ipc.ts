import { type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { Handle } from '../app/requests.ts'
import { requestChannels } from '../contract/channels.ts'
import type { Answer } from '../contract/schemas.ts'
import type { Clock } from '../monitor/ports.ts'
import { ipcChannel } from './ipc-channel.ts'
import { dropUndefined, isSmallJson } from './plain-json.ts'
import { pageOrigin } from './protocol.ts'
import { createRateLimit } from './rate-limit.ts'

/** The largest honest request names 100,000 targets by their ids. */
const maxRequestSize = 8_000_000

const refused = (message: string): Answer<never> => ({ ok: false, code: 'invalid-request', message })

/** Only the popover's own page may ask: no frame inside it, and no page that came to be in its window. */
function isOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && senderFrame.origin === pageOrigin
}

/** Answers the page on every channel of the contract. `onSnapshot` hears that a page begins to listen. */
export function answerPage(handle: Handle, clock: Pick<Clock, 'monotonicMs'>, onSnapshot: () => void): void {
  const mayPass = createRateLimit(clock)
  for (const channel of requestChannels) {
    ipcMain.handle(ipcChannel(channel), (event, payload: unknown) => {
      if (!isOurPage(event)) return refused('only the popover may ask')
      if (!mayPass()) return refused('the page asks too much at once; wait a moment')
      if (!isSmallJson(payload, maxRequestSize)) return refused('the request is too large, or not plain JSON')
      dropUndefined(payload)
      if (channel === 'snapshot:get') onSnapshot()
      return handle(channel, payload)
    })
  }
}
