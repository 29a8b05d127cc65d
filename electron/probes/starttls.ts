import type { Socket } from 'node:net'
import { formatDuration } from '../contract/duration.ts'
import type { StartTlsProtocol } from '../contract/target-config.ts'
import { errorCode } from './error-code.ts'
import { exhaustedResource } from './local.ts'
import { type Limits, runPhase } from './phase.ts'
import type { Dialogue } from './starttls/dialogue.ts'
import { imapDialogue } from './starttls/imap.ts'
import { ldapDialogue } from './starttls/ldap.ts'
import { pop3Dialogue } from './starttls/pop3.ts'
import { postgresDialogue } from './starttls/postgres.ts'
import { smtpDialogue } from './starttls/smtp.ts'
import { abortedFinding, excerpt, type Finding, resourceFinding } from './words.ts'

/** A greeting and a list of abilities take one kilobyte at most. */
const maxUnreadBytes = 65_536

const dialogues: Readonly<Record<StartTlsProtocol, { name: string; begin: () => Dialogue }>> = {
  smtp: { name: 'SMTP', begin: smtpDialogue },
  imap: { name: 'IMAP', begin: imapDialogue },
  pop3: { name: 'POP3', begin: pop3Dialogue },
  ldap: { name: 'LDAP', begin: ldapDialogue },
  postgres: { name: 'PostgreSQL', begin: postgresDialogue },
}

export interface StartTlsOptions extends Limits {
  protocol: StartTlsProtocol
  host: string
  port: number
  /** The deadline the dialogue shares, for words. */
  timeoutMs: number
}

/**
 * Asks a server over a fresh connection to turn to TLS; null when it will, and nothing was read past its word. The socket
 * stays the caller's, paused. It never rejects.
 */
export function askForTls(socket: Socket, options: StartTlsOptions): Promise<Finding | null> {
  const { name, begin } = dialogues[options.protocol]
  const dialogue = begin()
  const detail = { host: options.host, port: String(options.port) }
  const refused = (words: string): Finding => ({ reason: 'starttls-refused', words, detail })
  let unread: Buffer = Buffer.alloc(0)

  /** What there is to conclude from what was read; undefined while there is nothing. */
  function read(): Finding | null | undefined {
    for (;;) {
      const turn = dialogue.next(unread)
      switch (turn.kind) {
        case 'wait':
          return unread.byteLength > maxUnreadBytes ? refused(`does not speak ${name}: it sent over 64 KiB`) : undefined
        case 'refused':
          return refused(`refused STARTTLS: it said "${excerpt(turn.said)}"`)
        case 'alien':
          return refused(`does not speak ${name}: it sent "${excerpt(turn.said)}"`)
        case 'go': {
          // Whoever sits in between could have put it there, to be taken for part of what TLS protects (CVE-2011-0411).
          const more = unread.byteLength - turn.usedBytes
          return more === 0 ? null : refused(`agreed to STARTTLS, but sent ${more} more bytes in the clear`)
        }
        case 'say':
          unread = unread.subarray(turn.usedBytes)
          socket.write(turn.bytes)
      }
    }
  }

  return runPhase<Finding | null>(
    options,
    (why) => {
      if (why === 'aborted') return abortedFinding
      const words = `connected, but did not turn to TLS within ${formatDuration(options.timeoutMs)}`
      return { reason: 'tls-timeout', words, detail: { ...detail, timeoutMs: options.timeoutMs } }
    },
    (end) => {
      const onData = (chunk: Buffer): void => {
        unread = Buffer.concat([unread, chunk])
        const conclusion = read()
        if (conclusion !== undefined) end(conclusion)
      }
      const onEnd = (): void => {
        const after = unread.byteLength === 0 ? '' : ` after "${excerpt(unread)}"`
        end(refused(`closed the connection${after} instead of turning to TLS`))
      }
      const onError = (error: Error): void => {
        const code = errorCode(error)
        if (exhaustedResource(code, true) !== null) end(resourceFinding(code))
        else
          end({ reason: 'reset', words: 'reset the connection instead of turning to TLS', detail: { ...detail, code } })
      }
      socket.on('error', onError).on('end', onEnd).on('close', onEnd).on('data', onData)
      // It may have failed between two phases, and says so only once.
      if (socket.errored) onError(socket.errored)
      else if (dialogue.opening !== null) socket.write(dialogue.opening)
      return () => socket.off('error', onError).off('end', onEnd).off('close', onEnd).off('data', onData).pause()
    },
  )
}
