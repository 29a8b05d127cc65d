import { pipeline, type Transform, Writable } from 'node:stream'
import type { Reason } from '../contract/reasons.ts'
import { decoders } from './body-decoders.ts'
import { errorCode } from './error-code.ts'
import type { Answer } from './http-exchange.ts'
import { type Limits, runPhase } from './phase.ts'

/** How much of a body is read, decoded. */
export const bodyCapBytes = 10 * 1024 * 1024

export type BodyFailure = Extract<
  Reason,
  'body-timeout' | 'body-truncated' | 'reset' | 'protocol-error' | 'local-resources' | 'aborted'
>

/** `bytes` counts what was decoded, up to the cap. */
export type BodyOutcome =
  /** `content` is empty unless it was asked for. `capped`: there was more. */
  | { ok: true; bytes: number; content: Buffer; capped: boolean }
  | { ok: false; bytes: number; reason: BodyFailure; code: string }

/**
 * Reads and decodes the body of an answer to its end or to the cap, whichever is first, and closes the answer. Memory
 * stays within a few times the cap, and within 100 KiB or so unless the content is wanted. It never rejects.
 */
export async function readBody(
  answer: Answer,
  { wanted, ...limits }: Limits & { /** Whether to keep the content. */ wanted: boolean },
): Promise<BodyOutcome> {
  const { response } = answer
  const chunks: Buffer[] = []
  let bytes = 0
  const whole = (capped: boolean): BodyOutcome => ({ ok: true, bytes, content: Buffer.concat(chunks), capped })
  const failed = (reason: BodyFailure, code: string): BodyOutcome => ({ ok: false, bytes, reason, code })

  if (!answer.hasBody) {
    answer.close()
    return whole(false)
  }
  const outcome = await runPhase<BodyOutcome>(
    limits,
    (why) => (why === 'aborted' ? failed('aborted', '') : failed('body-timeout', '')),
    (end) => {
      /** Answers whether there may be more: beyond the cap nothing is read. */
      const take = (chunk: Buffer): boolean => {
        const rest = bodyCapBytes - bytes
        const taken = chunk.byteLength > rest ? chunk.subarray(0, rest) : chunk
        bytes += taken.byteLength
        if (wanted) chunks.push(taken)
        if (chunk.byteLength > rest) end(whole(true))
        return chunk.byteLength <= rest
      }
      let streams: (Transform | Writable)[] = []
      const onEnded = (error: unknown): void => {
        const cut = cutBy(answer)
        if (cut !== null) end(failed(reasonOf(errorCode(cut), cut), errorCode(cut)))
        else if (error) end(failed(...failureOf(error, answer)))
        else if (response.complete) end(whole(false))
        else end(failed('body-truncated', 'ECONNRESET'))
      }
      const onEmpty = (error?: Error): void => onEnded(error)
      // Nothing is decoded before there is something: an empty body is no broken gzip file.
      const onFirst = (first: Buffer): void => {
        const decoding = decoders(response.headers['content-encoding'], first)
        // Most bodies come as they are, and a pipeline costs a sixth of such a probe.
        if (decoding.length === 0) {
          if (take(first)) response.on('data', take)
          return
        }
        response.off('end', onEmpty).off('error', onEmpty)
        response.pause()
        response.unshift(first)
        const sink = new Writable({
          write(chunk: Buffer, _encoding, done) {
            if (take(chunk)) done()
          },
        })
        streams = [...decoding, sink]
        pipeline([response, ...decoding, sink], onEnded)
      }
      // The same packet may have held the headers and what broke the body, with nobody listening yet.
      if (response.destroyed) onEnded(answer.brokenBy() ?? response.errored)
      else response.once('end', onEmpty).once('error', onEmpty).once('data', onFirst)
      return () => {
        for (const stream of [response, ...streams]) stream.destroy()
      }
    },
  )
  answer.close()
  return outcome
}

/**
 * What broke off a body whose end is the connection's: Node calls such a body complete after a reset too. Only a system
 * call's error is one.
 */
function cutBy(answer: Answer): Error | null {
  const cause = answer.brokenBy()
  return answer.endsWithConnection && cause !== null && 'syscall' in cause ? cause : null
}

/** Why reading stopped short of the end. */
function failureOf(error: unknown, answer: Answer): [BodyFailure, string] {
  const cause = answer.brokenBy() ?? error
  const code = errorCode(answer.response.complete ? error : cause)
  return [reasonOf(code, cause), code]
}

function reasonOf(code: string, cause: unknown): BodyFailure {
  switch (code) {
    case 'ECONNRESET':
      // Node gives an end of the connection the code of a reset; only a system call's error is one.
      return cause instanceof Error && 'syscall' in cause ? 'reset' : 'body-truncated'
    case 'ETIMEDOUT':
      return 'body-timeout'
    case 'Z_BUF_ERROR':
      return 'body-truncated'
    case 'Z_MEM_ERROR':
    case 'ERR_ZLIB_INITIALIZATION_FAILED':
      return 'local-resources'
    default:
      // A chunk that cannot be read cuts the body off; anything else is damage to what came whole.
      return code.startsWith('HPE_') || code.startsWith('ERR_SSL_') ? 'body-truncated' : 'protocol-error'
  }
}
