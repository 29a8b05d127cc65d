import { type Dialogue, type Turn, wait } from './dialogue.ts'

const oid = Buffer.from('1.3.6.1.4.1.1466.20037')
/** Message 1: an ExtendedRequest that names StartTLS (RFC 4511, sections 4.12 and 4.14.1). */
const request = Buffer.concat([Buffer.from([0x30, 29, 0x02, 1, 1, 0x77, 24, 0x80, oid.byteLength]), oid])

const sequence = 0x30
const integer = 0x02
const enumerated = 0x0a
const octets = 0x04
const extendedResponse = 0x78

/** Asks with an ExtendedRequest; its answer is a message with a result code. */
export function ldapDialogue(): Dialogue {
  return {
    opening: request,
    next(unread): Turn {
      if (unread.byteLength > 0 && unread[0] !== sequence) return { kind: 'alien', said: unread }
      const message = element(unread)
      if (message === 'short') return wait
      const answer = message === 'wrong' ? null : readAnswer(message.content)
      if (message === 'wrong' || answer === null) return { kind: 'alien', said: unread }
      if (answer.id === 1 && answer.code === 0) return { kind: 'go', usedBytes: message.bytes }
      // Message 0 is a notice of disconnection (section 4.4.1).
      const said = answer.text.byteLength > 0 ? answer.text : Buffer.from(`LDAP result code ${answer.code}`)
      return { kind: 'refused', said }
    },
  }
}

interface Element {
  tag: number
  content: Buffer
  /** With tag and length. */
  bytes: number
}

/** Far more than an answer to StartTLS has. */
const maxLength = 30_000

/** The first BER element, of definite length as LDAP has it (section 5.1). */
function element(from: Buffer): Element | 'short' | 'wrong' {
  const [tag, first] = from
  if (tag === undefined || first === undefined) return 'short'
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || lengthBytes > 4) return 'wrong'
  const start = 2 + lengthBytes
  if (from.byteLength < start) return 'short'
  const length = lengthBytes === 0 ? first : from.readUIntBE(2, lengthBytes)
  if (length > maxLength) return 'wrong'
  if (from.byteLength < start + length) return 'short'
  return { tag, content: from.subarray(start, start + length), bytes: start + length }
}

/** LDAPMessage: its id, and an ExtendedResponse: result code, matched name, and what there is to say. */
function readAnswer(message: Buffer): { id: number; code: number; text: Buffer } | null {
  const [id, response] = elements(message, [integer, extendedResponse])
  if (!id || !response) return null
  const [code, , text] = elements(response.content, [enumerated, octets, octets])
  if (!code || !text || id.content.byteLength !== 1 || code.content.byteLength !== 1) return null
  return { id: id.content[0] ?? 0, code: code.content[0] ?? 0, text: text.content }
}

/** The elements a content begins with, as far as they have the tags given. */
function elements(content: Buffer, tags: readonly number[]): Element[] {
  const found: Element[] = []
  let rest = content
  for (const tag of tags) {
    const next = element(rest)
    if (typeof next === 'string' || next.tag !== tag) break
    found.push(next)
    rest = rest.subarray(next.bytes)
  }
  return found
}
