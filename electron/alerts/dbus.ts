import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { type BusCall, type BusReply, maxMessageBytes, messageLength, readReply, writeCall } from './dbus-message.ts'

/** A bus on this machine answers within milliseconds; one that hangs must not hold up a notification. */
const answerWithinMs = 1000

/** `closed`: nobody listens there. `silent`: somebody does, and says nothing that makes sense. */
export type BusAnswers = { kind: 'answers'; replies: readonly BusReply[] } | { kind: 'closed' } | { kind: 'silent' }

const hello: BusCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
}

/**
 * The socket a D-Bus address leads to, as its specification writes it: `unix:path=/run/user/1000/bus,guid=…`, values
 * %-escaped. Null for one without, such as `tcp:` or one that cannot be read.
 */
export function socketPath(address: string, runtimeFolder: string | undefined): string | null {
  if (/^unix:(?:.*,)?runtime=yes/.test(address)) return runtimeFolder ? join(runtimeFolder, 'bus') : null
  const socket = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(address)
  if (!socket) return null
  const [, kind, value = ''] = socket
  try {
    // An abstract socket has no file; its name begins with NUL.
    return `${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(value)}`
  } catch {
    // A stray % in it.
    return null
  }
}

/**
 * Asks questions at a bus's socket, one connection for all, and answers within a second. It starts no service, and
 * never rejects.
 */
export function askBus(path: string, calls: readonly BusCall[]): Promise<BusAnswers> {
  return new Promise((resolve) => {
    const socket = connect({ path })
    const deadline = setTimeout(() => settle({ kind: 'silent' }), answerWithinMs)
    let connected = false
    function settle(answers: BusAnswers): void {
      clearTimeout(deadline)
      socket.destroy()
      resolve(answers)
    }
    socket.once('error', () => settle({ kind: connected ? 'silent' : 'closed' }))
    socket.once('close', () => settle({ kind: connected ? 'silent' : 'closed' }))
    socket.once('connect', () => {
      connected = true
      converse(socket, calls, settle)
    })
  })
}

/** Says who we are, then asks everything at once: the bus takes it in order. */
function converse(socket: Socket, calls: readonly BusCall[], settle: (answers: BusAnswers) => void): void {
  const replies = new Map<number, BusReply>()
  let received = Buffer.alloc(0)
  let accepted = false

  function accept(): void {
    const end = received.indexOf('\r\n')
    if (end < 0) return
    if (!received.toString('latin1', 0, end).startsWith('OK ')) return settle({ kind: 'silent' })
    received = received.subarray(end + 2)
    accepted = true
    socket.write('BEGIN\r\n')
    socket.write(Buffer.concat([hello, ...calls].map((call, nth) => writeCall(call, nth + 1))))
  }

  function take(): void {
    for (let length = messageLength(received); length !== null; length = messageLength(received)) {
      if (length > maxMessageBytes) return settle({ kind: 'silent' })
      if (received.length < length) return
      const reply = readReply(received.subarray(0, length))
      received = received.subarray(length)
      // Whoever says hello is also told the name it got; that answers nothing.
      if (reply.replyTo > 0) replies.set(reply.replyTo, reply)
    }
    const asked = calls.flatMap((_, nth) => replies.get(nth + 2) ?? [])
    if (asked.length === calls.length) settle({ kind: 'answers', replies: asked })
  }

  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes])
    try {
      if (!accepted) accept()
      if (accepted) take()
    } catch {
      settle({ kind: 'silent' })
    }
  })
  // The NUL carries the credentials on some systems; the number is the user's, which the bus compares with them.
  const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
}
