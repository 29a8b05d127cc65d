import { contextBridge, ipcRenderer } from 'electron'
import { bridgeName, eventChannels, requestChannels } from './contract/channels.ts'

// The page is handed two functions and nothing of Electron's. Names are checked here, payloads in the main process.
contextBridge.exposeInMainWorld(bridgeName, {
  invoke(channel: string, payload: unknown): Promise<unknown> {
    if (!requestChannels.some((name) => name === channel)) {
      return Promise.reject(new TypeError(`There is no channel "${channel}"`))
    }
    return ipcRenderer.invoke(`${bridgeName}:${channel}`, payload)
  },
  /** Answers with the function that ends the subscription. */
  on(channel: string, listener: (payload: unknown) => void): () => void {
    if (!eventChannels.some((name) => name === channel)) throw new TypeError(`There is no channel "${channel}"`)
    // Electron's own event would hand the page its sender.
    const forward = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(`${bridgeName}:${channel}`, forward)
    return () => {
      ipcRenderer.off(`${bridgeName}:${channel}`, forward)
    }
  },
})
