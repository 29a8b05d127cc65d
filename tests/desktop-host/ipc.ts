import { EventEmitter } from 'node:events'
import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron'
import { strict } from './world.ts'

type Handler = Parameters<IpcMain['handle']>[1]

const handlers = new Map<string, Handler>()

/** What a guard looks at in the frame that sent a message. Origins are the app's own, as in `app://bundle`. */
export type SenderFrame = Pick<WebFrameMain, 'origin' | 'url'> & { parent: SenderFrame | null }

export const ipcMain = strict(
  'ipcMain',
  Object.assign(new EventEmitter(), {
    handle(channel: string, handler: Handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
      handlers.set(channel, handler)
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  } satisfies Partial<IpcMain>),
)

/**
 * Calls a handler as `ipcRenderer.invoke` would: arguments and answer pass the structured clone algorithm, and a handler
 * that throws reaches the page as a text alone.
 */
export async function invoke(senderFrame: SenderFrame | null, channel: string, args: unknown[]): Promise<unknown> {
  const handler = handlers.get(channel)
  if (!handler) throw new Error(`Error invoking remote method '${channel}': Error: No handler registered`)
  const event = strict('IpcMainInvokeEvent', { type: 'frame', senderFrame } satisfies Partial<
    Record<keyof IpcMainInvokeEvent, unknown>
  >)
  try {
    const answer: unknown = await Reflect.apply(handler, undefined, [event, ...structuredClone(args)])
    return structuredClone(answer)
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
  }
}
