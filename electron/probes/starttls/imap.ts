import { type Dialogue, firstLine, mayBecome, type Turn, wait } from './dialogue.ts'

/** Greeting, CAPABILITY, STARTTLS (RFC 9051, sections 6.1.1 and 6.2.1). */
export function imapDialogue(): Dialogue {
  let stage: 'greeting' | 'capability' | 'starttls' = 'greeting'
  let offersTls = false
  let offer: Uint8Array | null = null
  return {
    opening: null,
    next(unread): Turn {
      const tag = stage === 'starttls' ? 'P2' : 'P1'
      let usedBytes = 0
      for (;;) {
        const rest = unread.subarray(usedBytes)
        const line = firstLine(rest)
        if (line === null) return mayBecome(rest, ['* ', `${tag} `]) ? wait : { kind: 'alien', said: rest }
        usedBytes += line.bytes
        const said = rest.subarray(0, line.bytes)
        if (stage === 'greeting') {
          // PREAUTH is beyond TLS (section 7.1.4), and BYE is the end.
          if (!/^\* OK\b/i.test(line.text))
            return { kind: /^\* (?:PREAUTH|BYE)\b/i.test(line.text) ? 'refused' : 'alien', said }
          stage = 'capability'
          return { kind: 'say', usedBytes, bytes: Buffer.from('P1 CAPABILITY\r\n') }
        }
        if (/^\* BYE\b/i.test(line.text)) return { kind: 'refused', said }
        if (/^\* CAPABILITY /i.test(line.text)) {
          offersTls = /\sSTARTTLS(?:\s|$)/i.test(line.text)
          offer = said
        }
        // Anything may be told in between.
        if (line.text.startsWith('* ')) continue
        if (!line.text.startsWith(`${tag} `)) return { kind: 'alien', said }
        if (!/^P\d OK\b/i.test(line.text)) return { kind: 'refused', said }
        if (stage === 'starttls') return { kind: 'go', usedBytes }
        if (!offersTls) return { kind: 'refused', said: offer ?? said }
        stage = 'starttls'
        return { kind: 'say', usedBytes, bytes: Buffer.from('P2 STARTTLS\r\n') }
      }
    },
  }
}
