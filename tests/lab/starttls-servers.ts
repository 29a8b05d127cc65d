import type { Socket } from 'node:net'
import tls from 'node:tls'
import type { StartTlsProtocol } from '../../electron/contract/target-config.ts'
import type { Issued } from './certificates.ts'
import type { LabServer } from './lab-server.ts'
import { listenTcp } from './tcp-servers.ts'

/** What a server of a protocol says, and what it waits for before it says it. */
interface Script {
  /** Said on connecting. */
  greeting: string | Buffer
  /** Each is said in answer to what matches; the last is the word to begin TLS. */
  answers: readonly { to: RegExp; say: string | Buffer }[]
  /** In place of the last answer. */
  refusal: string | Buffer
}

const ldapAnswer = (code: number, text: string): Buffer => {
  const said = Buffer.from(text)
  const response = Buffer.concat([Buffer.from([0x0a, 1, code, 0x04, 0, 0x04, said.byteLength]), said])
  return Buffer.concat([Buffer.from([0x30, response.byteLength + 5, 0x02, 1, 1, 0x78, response.byteLength]), response])
}

const postgresError = Buffer.from('SFATAL\0C0A000\0Munsupported frontend protocol\0\0')
const postgresLength = Buffer.from([0x45, 0, 0, 0, postgresError.byteLength + 4])

/** As the servers in use say it. */
export const startTlsScripts: Readonly<Record<StartTlsProtocol, Script>> = {
  smtp: {
    greeting: '220-mail.lab ESMTP\r\n220 ready\r\n',
    answers: [
      { to: /^EHLO \S+\r\n$/, say: '250-mail.lab\r\n250-SIZE 10240000\r\n250-STARTTLS\r\n250 HELP\r\n' },
      { to: /^STARTTLS\r\n$/, say: '220 2.0.0 Ready to start TLS\r\n' },
    ],
    refusal: '454 4.7.0 TLS not available\r\n',
  },
  imap: {
    greeting: '* OK [CAPABILITY IMAP4rev1] ready\r\n',
    answers: [
      { to: /^P1 CAPABILITY\r\n$/, say: '* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\nP1 OK done\r\n' },
      { to: /^P2 STARTTLS\r\n$/, say: '* OK a word in between\r\nP2 OK begin now\r\n' },
    ],
    refusal: 'P2 BAD no TLS here\r\n',
  },
  pop3: {
    greeting: '+OK POP3 ready\r\n',
    answers: [{ to: /^STLS\r\n$/, say: '+OK begin TLS\r\n' }],
    refusal: '-ERR no TLS here\r\n',
  },
  ldap: {
    greeting: '',
    answers: [{ to: /1\.3\.6\.1\.4\.1\.1466\.20037$/, say: ldapAnswer(0, '') }],
    refusal: ldapAnswer(2, 'unsupported extended operation'),
  },
  postgres: {
    greeting: '',
    answers: [{ to: /^[^]{5}\u00D2[^]\/$/, say: 'S' }],
    refusal: Buffer.concat([postgresLength, postgresError]),
  },
}

export interface StartTlsServerOptions {
  certificate: Issued
  /** In place of what the script has. */
  greeting?: string | Buffer
  /** Said in place of the first answer: what a server offers that has no TLS. */
  offer?: string
  /** Says the refusal in place of the word to begin TLS. */
  refuse?: boolean
  /** In the same packet as the word to begin TLS. */
  injected?: string
  /** Sends what it says in pieces of this many bytes. */
  pieceBytes?: number
  /** Says this once TLS has begun. */
  banner?: string
}

/** A server that talks a protocol in the clear until it is asked for TLS. */
export function startTlsServer(protocol: StartTlsProtocol, options: StartTlsServerOptions): Promise<LabServer> {
  const { certificate, refuse = false, injected = '', banner = 'secured\r\n' } = options
  const script = startTlsScripts[protocol]
  return listenTcp((socket) => {
    let step = 0
    let heard = ''
    say(socket, options.greeting ?? script.greeting, options.pieceBytes)
    const onData = (chunk: Buffer): void => {
      heard += chunk.toString('latin1')
      const answer = script.answers[step]
      if (!answer?.to.test(heard)) return
      heard = ''
      step += 1
      const last = step === script.answers.length
      if (!last) return say(socket, options.offer ?? answer.say, options.pieceBytes)
      if (refuse) return say(socket, script.refusal, options.pieceBytes)
      socket.off('data', onData).pause()
      say(socket, Buffer.concat([Buffer.from(answer.say), Buffer.from(injected)]), options.pieceBytes)
      const secured = new tls.TLSSocket(socket, { isServer: true, cert: certificate.certPem, key: certificate.keyPem })
      secured.on('error', () => {})
      secured.on('secure', () => secured.write(banner))
      secured.resume()
    }
    socket.on('data', onData)
  })
}

function say(socket: Socket, what: string | Buffer, pieceBytes = Infinity): void {
  const bytes = Buffer.from(what)
  for (let from = 0; from < bytes.byteLength; from += pieceBytes) {
    socket.write(bytes.subarray(from, Math.min(from + pieceBytes, bytes.byteLength)))
  }
}
