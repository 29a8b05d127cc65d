import { createServer, type Server, type Socket } from 'node:net'

/** What a bus answers to each question, in order: texts, one text, a property that is yes or no, or the name of an error. */
export type Answer = readonly string[] | string | { flag: boolean } | { error: string }

export interface FakeBusOptions {
  bigEndian?: boolean
  /** Bytes per packet; all at once unless told. */
  packetBytes?: number
}

/** A message bus that greets whoever comes and answers each question but the first, the hello, from `answers`. */
export async function fakeBus(path: string, answers: readonly Answer[], options: FakeBusOptions = {}): Promise<Server> {
  return listen(path, (socket) => {
    socket.once('data', () => {
      socket.write('OK 0123456789abcdef\r\n')
      socket.once('data', () => send(socket, messages(answers, options), options.packetBytes))
    })
  })
}

/** A socket that does with each connection what it is told. */
export async function listen(path: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    // Whoever asked may have gone before it was answered.
    socket.on('error', () => {})
    onConnection(socket)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen({ path }, resolve))
  return server
}

function send(socket: Socket, bytes: Buffer, packetBytes = bytes.length): void {
  for (let start = 0; start < bytes.length; start += packetBytes)
    socket.write(bytes.subarray(start, start + packetBytes))
}

/** The answer to the hello, a signal that answers nothing, and then the answers. */
function messages(answers: readonly Answer[], { bigEndian = false }: FakeBusOptions): Buffer {
  const replies = answers.map((answer, nth) => message(answer, nth + 2, bigEndian))
  return Buffer.concat([message({ error: '' }, 1, bigEndian), message([], 0, bigEndian), ...replies])
}

const padTo = (bytes: Buffer, to: number) => Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)])

function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code, 1]), Buffer.from(`${type}\0`), value])
}

/** https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol-messages */
function message(answer: Answer, replyTo: number, bigEndian: boolean): Buffer {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeUInt32BE(value)
    else bytes.writeUInt32LE(value)
    return bytes
  }
  const text = (value: string) => Buffer.concat([u32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])

  const { signature, body } = bodyOf(answer, u32, text)
  const error = typeof answer === 'object' && 'error' in answer ? answer.error : null
  const fields = [
    ...(replyTo > 0 ? [field(5, 'u', u32(replyTo))] : []),
    field(7, 's', text('org.freedesktop.DBus')),
    ...(error === null
      ? [field(8, 'g', Buffer.from(`${String.fromCharCode(signature.length)}${signature}\0`))]
      : [field(4, 's', text(error))]),
  ]
  const header = fields.reduce((bytes, each) => Buffer.concat([padTo(bytes, 8), each]), Buffer.alloc(0))
  const type = error !== null && error !== '' ? 3 : 2
  const head = Buffer.concat([
    Buffer.from([bigEndian ? 0x42 : 0x6c, type, 0, 1]),
    u32(body.length),
    u32(replyTo + 100),
    u32(header.length),
  ])
  return Buffer.concat([padTo(Buffer.concat([head, header]), 8), body])
}

function bodyOf(
  answer: Answer,
  u32: (value: number) => Buffer,
  text: (value: string) => Buffer,
): { signature: string; body: Buffer } {
  if (typeof answer === 'string') return { signature: 's', body: text(answer) }
  if ('error' in answer) return { signature: '', body: Buffer.alloc(0) }
  if ('flag' in answer) {
    return { signature: 'v', body: Buffer.concat([Buffer.from('\x01b\0\0', 'latin1'), u32(answer.flag ? 1 : 0)]) }
  }
  const array = answer.reduce((bytes, each) => Buffer.concat([padTo(bytes, 4), text(each)]), Buffer.alloc(0))
  return { signature: 'as', body: Buffer.concat([u32(array.length), array]) }
}
