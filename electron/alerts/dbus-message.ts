// D-Bus messages, as far as asking a question of a few texts and reading its answer needs them.
// https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol

/** A question to a service on the bus. */
export interface BusCall {
  destination: string
  path: string
  interface: string
  member: string
  /** Its arguments; none unless told. */
  texts?: readonly string[]
}

/** An answer, or what the bus calls the error. */
export interface BusReply {
  /** Of the question it answers; 0 where it answers none. */
  replyTo: number
  error: string | null
  /** The body of an answer, where it is a text or a list of texts; null where it is anything else. */
  texts: readonly string[] | null
  /** The body, where it is a yes or a no in a variant, as properties are; else null. */
  flag: boolean | null
}

const methodCall = 1
const errorReply = 3
/** A question must not start a service: the desktop's own may be about to come. */
const noAutoStart = 2
const fieldCodes = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, destination: 6, signature: 8 }

/** No answer to such questions is longer. */
export const maxMessageBytes = 1024 * 1024

const aligned = (offset: number, to: number) => Math.ceil(offset / to) * to

/** Writes a question. `serial` is what its answer refers to, from 1 on. */
export function writeCall(call: BusCall, serial: number): Buffer {
  const { texts = [] } = call
  const body = texts.reduce((bytes, text) => Buffer.concat([padded(bytes, 4), writeText(text)]), Buffer.alloc(0))
  const fields = [
    textField(fieldCodes.path, 'o', call.path),
    textField(fieldCodes.interface, 's', call.interface),
    textField(fieldCodes.member, 's', call.member),
    ...(texts.length === 0 ? [] : [signatureField('s'.repeat(texts.length))]),
  ].map((field) => padded(field, 8))
  const last = textField(fieldCodes.destination, 's', call.destination)
  const head = Buffer.alloc(16)
  head.write('l', 0)
  head.writeUInt8(methodCall, 1)
  head.writeUInt8(noAutoStart, 2)
  head.writeUInt8(1, 3)
  head.writeUInt32LE(body.length, 4)
  head.writeUInt32LE(serial, 8)
  // What pads the last field is not part of them.
  head.writeUInt32LE(Buffer.concat([...fields, last]).length, 12)
  return Buffer.concat([head, ...fields, padded(last, 8), body])
}

function writeText(value: string): Buffer {
  const bytes = Buffer.from(value)
  const written = Buffer.alloc(4 + bytes.length + 1)
  written.writeUInt32LE(bytes.length, 0)
  bytes.copy(written, 4)
  return written
}

function textField(code: number, type: string, value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1]), Buffer.from(`${type}\0`), writeText(value)])
}

function signatureField(signature: string): Buffer {
  return Buffer.concat([
    Buffer.from([fieldCodes.signature, 1]),
    Buffer.from('g\0'),
    Buffer.from([signature.length]),
    Buffer.from(`${signature}\0`),
  ])
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length, to) - bytes.length)])
}

/** How many bytes the message at the beginning of `bytes` has; null while too few have come to tell. */
export function messageLength(bytes: Buffer): number | null {
  if (bytes.length < 16) return null
  const read = reader(bytes)
  return aligned(16 + read(12), 8) + read(4)
}

/** Reads a whole message. Throws a RangeError on one that does not hold what it says. */
export function readReply(bytes: Buffer): BusReply {
  const read = reader(bytes)
  const headerEnd = 16 + read(12)
  let offset = 16
  let signature = ''
  let error: string | null = null
  let replyTo = 0
  while (offset < headerEnd) {
    offset = aligned(offset, 8)
    const code = bytes.readUInt8(offset)
    const type = bytes.toString('latin1', offset + 2, offset + 3)
    const value = offset + 4
    if (type === 'g') {
      const length = bytes.readUInt8(value)
      if (code === fieldCodes.signature) signature = text(bytes, value + 1, length)
      offset = value + 1 + length + 1
    } else if (type === 'u') {
      if (code === fieldCodes.replySerial) replyTo = read(value)
      offset = value + 4
    } else if (type === 's' || type === 'o') {
      if (code === fieldCodes.errorName) error = text(bytes, value + 4, read(value))
      offset = value + 4 + read(value) + 1
    } else {
      throw new RangeError('a header field of an unknown type')
    }
  }
  if (bytes.readUInt8(1) !== errorReply) error = null
  // The body of an error is its message.
  if (error !== null) return { replyTo, error, texts: null, flag: null }
  const body = aligned(headerEnd, 8)
  return {
    replyTo,
    error,
    texts: readTexts(bytes, signature, body, read),
    flag: readFlag(bytes, signature, body, read),
  }
}

type Read = (offset: number) => number

/** A variant says its type, then holds what is of it: https://dbus.freedesktop.org/doc/dbus-specification.html#container-types */
function readFlag(bytes: Buffer, signature: string, start: number, read: Read): boolean | null {
  const isFlag = signature === 'v' && bytes.readUInt8(start) === 1 && text(bytes, start + 1, 1) === 'b'
  return isFlag ? read(aligned(start + 3, 4)) === 1 : null
}

function readTexts(bytes: Buffer, signature: string, start: number, read: Read): string[] | null {
  if (signature === 's') return [text(bytes, start + 4, read(start))]
  if (signature !== 'as') return null
  const end = start + 4 + read(start)
  const texts: string[] = []
  for (let offset = start + 4; offset < end; ) {
    offset = aligned(offset, 4)
    const length = read(offset)
    texts.push(text(bytes, offset + 4, length))
    offset += 4 + length + 1
  }
  return texts
}

/** A service answers in the byte order of the machine it runs on. */
function reader(bytes: Buffer): (offset: number) => number {
  const bigEndian = bytes.toString('latin1', 0, 1) === 'B'
  return (offset) => (bigEndian ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset))
}

function text(bytes: Buffer, start: number, length: number): string {
  if (start + length > bytes.length) throw new RangeError('a text longer than its message')
  return bytes.toString('utf8', start, start + length)
}
