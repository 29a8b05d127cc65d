import { bridgeName, type EventChannel, type RequestChannel } from '../contract/channels.ts'

/** A contract channel's name on Electron's wire, which other code in the process shares. The preload writes the same. */
export function ipcChannel(channel: RequestChannel | EventChannel): string {
  return `${bridgeName}:${channel}`
}
