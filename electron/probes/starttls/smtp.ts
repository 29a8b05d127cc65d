import { type Dialogue, firstLine, mayBecome, type Turn, wait } from './dialogue.ts'

const digits = ['2', '3', '4', '5']

/** Greeting, EHLO, STARTTLS (RFC 3207). */
export function smtpDialogue(): Dialogue {
  let stage: 'greeting' | 'ehlo' | 'starttls' = 'greeting'
  return {
    opening: null,
    next(unread): Turn {
      const reply = firstReply(unread)
      if (reply === 'alien') return { kind: 'alien', said: unread }
      if (reply === null) return wait
      const { code, usedBytes, offersTls } = reply
      const said = unread.subarray(0, usedBytes)
      switch (stage) {
        case 'greeting':
          if (code !== '220') return { kind: 'refused', said }
          stage = 'ehlo'
          return { kind: 'say', usedBytes, bytes: Buffer.from('EHLO localhost\r\n') }
        case 'ehlo':
          if (code !== '250' || !offersTls) return { kind: 'refused', said }
          stage = 'starttls'
          return { kind: 'say', usedBytes, bytes: Buffer.from('STARTTLS\r\n') }
        case 'starttls':
          return code === '220' ? { kind: 'go', usedBytes } : { kind: 'refused', said }
      }
    },
  }
}

interface Reply {
  code: string
  usedBytes: number
  offersTls: boolean
}

/** The first reply: lines with a code each, and a hyphen after it in all but the last (RFC 5321, section 4.2.1). */
function firstReply(unread: Buffer): Reply | 'alien' | null {
  let usedBytes = 0
  let offersTls = false
  for (;;) {
    const rest = unread.subarray(usedBytes)
    const line = firstLine(rest)
    if (line === null) return mayBecome(rest, digits) ? null : 'alien'
    const [, code, more, text = ''] = /^([2-5]\d\d)(?:([ -])(.*))?$/.exec(line.text) ?? []
    if (code === undefined) return 'alien'
    usedBytes += line.bytes
    offersTls ||= /^STARTTLS\b/i.test(text)
    if (more !== '-') return { code, usedBytes, offersTls }
  }
}
