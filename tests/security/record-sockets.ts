// Imported before a program (`node --import`): its time runs sixty times as fast, and what it opens towards the outside
// is written to the file that SOCKETS_FILE names when it ends.
import { createHook } from 'node:async_hooks'
import { writeFileSync } from 'node:fs'

const factor = 60

const realTimeout = globalThis.setTimeout
const realInterval = globalThis.setInterval
globalThis.setTimeout = Object.assign(
  (...[callback, delayMs = 0, ...rest]: Parameters<typeof realTimeout>) =>
    realTimeout(callback, delayMs / factor, ...rest),
  realTimeout,
)
globalThis.setInterval = Object.assign(
  (...[callback, delayMs = 0, ...rest]: Parameters<typeof realInterval>) =>
    realInterval(callback, delayMs / factor, ...rest),
  realInterval,
)
const startedMs = Date.now()
const realWall = Date.now.bind(Date)
const realMonotonic = performance.now.bind(performance)
Date.now = () => startedMs + (realWall() - startedMs) * factor
performance.now = () => realMonotonic() * factor

/** What libuv is asked for when something is connected to, sent, looked up or started. */
const kinds: Readonly<Record<string, string>> = {
  TCPCONNECTWRAP: 'connect',
  PIPECONNECTWRAP: 'local',
  UDPWRAP: 'socket',
  UDPSENDWRAP: 'send',
  GETADDRINFOREQWRAP: 'lookup',
  GETNAMEINFOREQWRAP: 'lookup',
  QUERYWRAP: 'lookup',
  PROCESSWRAP: 'process',
}
const opened: { kind: string; request: object }[] = []
createHook({
  init(_id, type, _trigger, request: object) {
    const kind = kinds[type]
    if (kind !== undefined) opened.push({ kind, request })
  },
}).enable()

const say = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function write(): void {
  // Requests are told where they lead after they were made.
  const lines = opened.map(({ kind, request }) => {
    const about = ['address', 'hostname', 'port', 'pid'].map((name) => say(Reflect.get(request, name)))
    return [kind, ...about.filter((text) => text !== '')].join(' ')
  })
  writeFileSync(process.env.SOCKETS_FILE ?? 'sockets.json', JSON.stringify(lines))
}
process.on('exit', write)
// The program ends as another one where a thread of its pool is still busy, and then no one hears of an exit.
const become = process.execve?.bind(process)
if (become) {
  process.execve = (...given) => {
    write()
    return become(...given)
  }
}
