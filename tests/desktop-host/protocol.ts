import type { CustomScheme, Protocol } from 'electron'
import { needsReady, strict, world } from './world.ts'

const registered = new Set<string>()
const handlers = new Map<string, Parameters<Protocol['handle']>[1]>()

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]) {
    if (world.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) registered.add(scheme)
  },
  handle(scheme, handler) {
    needsReady('protocol.handle')
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`)
    handlers.set(scheme, handler)
  },
  unhandle: (scheme: string) => void handlers.delete(scheme),
} satisfies Partial<Protocol>)

// Chromium goes to no scheme it does not know, so the app's own is mapped to a loopback name and back.
const webOrigin = 'http://app.localhost'

/** `app://bundle/x` as the address the browser is given, and the other way round. */
export const toWebUrl = (url: string) => url.replace(/^app:\/\/bundle(?=\/|$)/, webOrigin)
export const toAppUrl = (url: string) =>
  url.startsWith(webOrigin) ? `app://bundle${url.slice(webOrigin.length)}` : url

/** What the program's own handler answers, or null when it handles no such scheme. */
export async function respond(url: string): Promise<Response | null> {
  const { protocol: scheme } = new URL(url)
  const name = scheme.slice(0, -1)
  const handler = handlers.get(name)
  if (!handler) return null
  if (!registered.has(name)) throw new Error(`${name}: was not registered as privileged before ready`)
  return handler(new Request(url))
}
