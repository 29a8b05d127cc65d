import type { Socket } from 'node:net'

/** Of one head no more is looked at. */
const maxHeadBytes = 65_536

const headEnd = /\r?\n\r?\n/g
/** 101 is not one: what follows it is no longer HTTP. */
const interim = /^HTTP\/\d\.\d (?!101)1\d\d\b/
const lengthLine = /^content-length:([^\r\n]*)/gim

/**
 * Lets an answer through that gives its length more than once, and always the same: RFC 9112, section 6.3, has that be the
 * length, and so do Go and browsers, while Node's parser refuses it whatever it is asked. Different lengths stay refused.
 *
 * It looks at what the socket reads before the parser does, and changes it in place: of a list of lengths the first stays,
 * and a line that says the same again gets another name. A line that comes in two pieces is not seen. The listener goes
 * with the end of the head.
 */
export function mendContentLength(socket: Socket): void {
  let known: string | null = null
  let seenBytes = 0

  const onData = (chunk: Buffer): void => {
    const text = chunk.toString('latin1', 0, maxHeadBytes)
    for (let from = 0; from < text.length; ) {
      headEnd.lastIndex = from
      const end = headEnd.exec(text)
      mendHead(chunk, from, text.slice(from, end === null ? text.length : end.index + end[0].length))
      if (end === null) break
      // What comes next after an interim answer is a head again.
      if (!interim.test(text.slice(from, from + 16))) {
        socket.off('data', onData)
        return
      }
      known = null
      from = end.index + end[0].length
    }
    seenBytes += text.length
    if (seenBytes >= maxHeadBytes) socket.off('data', onData)
  }

  function mendHead(chunk: Buffer, offset: number, head: string): void {
    for (const { 0: line, 1: value = '', index } of head.matchAll(lengthLine)) {
      const isWhole = index + line.length < head.length
      const lengths = value.split(',').map((part) => part.trim())
      const [first = ''] = lengths
      if (!isWhole || !/^\d+$/.test(first) || lengths.some((length) => length !== first)) return
      const lineAt = offset + index
      const valueAt = lineAt + line.length - value.length
      if (lengths.length > 1) chunk.write(` ${first}`.padEnd(value.length), valueAt, 'latin1')
      if (known === null) known = first
      else if (known === first) chunk.write('X', lineAt, 'latin1')
    }
  }

  socket.prependListener('data', onData)
}
