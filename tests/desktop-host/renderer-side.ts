// The page's half of Electron: `contextBridge` and `ipcRenderer`, written as text because it runs in the page.

/** Names of the functions the stand-in puts on the page for its own use. */
export const invokeBinding = '__desktopHostInvoke'
export const pushFunction = '__desktopHostPush'

/**
 * Runs a preload in the page as Electron's sandbox would: CommonJS, with a `require` that knows `electron` alone. There
 * is no isolated world here; what crosses is cloned or refused all the same.
 */
export function preloadScript(preload: string): string {
  return `(() => {
  if (window !== window.top) return
  const call = window.${invokeBinding}
  const listeners = new Map()
  const strict = (name, members) => new Proxy(members, { get(target, key) {
    if (typeof key === 'string' && !(key in target)) throw new Error('The stand-in for Electron has no ' + name + '.' + key)
    return target[key]
  } })
  Object.defineProperty(window, '${pushFunction}', { value(channel, args) {
    for (const listener of [...(listeners.get(channel) ?? [])]) listener({ sender: 'not for the page' }, ...args)
  } })
  const ipcRenderer = strict('ipcRenderer', {
    async invoke(channel, ...args) {
      const text = JSON.stringify(structuredClone(args))
      const { ok, value, message } = await call(channel, text)
      if (!ok) throw new Error(message)
      return value === undefined ? undefined : JSON.parse(value)
    },
    on(channel, listener) { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]) },
    off(channel, listener) { listeners.set(channel, (listeners.get(channel) ?? []).filter((other) => other !== listener)) },
  })
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(name, members) {
      if (name in window) throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(window, name, { value: Object.freeze({ ...members }), enumerable: true })
    },
  })
  const require = (name) => {
    if (name !== 'electron') throw new Error('module not found: ' + name)
    return strict('electron', { contextBridge, ipcRenderer })
  }
  const module = { exports: {} }
  ;((require, module, exports) => {
${preload}
  })(require, module, module.exports)
})()`
}
