import { readFile } from 'node:fs/promises'
import { createToken, isToken } from '../headless/access.ts'
import { errorReason } from '../storage/error-reason.ts'

export type TokenAnswer = { ok: true; token: string } | { ok: false; message: string }

const shape =
  'it must be 43 characters of A-Z a-z 0-9 - _; openssl rand 32 | basenc --base64url -w0 | tr -d = makes one'

/** The token from a file, else from the environment, else a fresh one. It is never an argument, which others could list. */
export async function readToken(tokenFile: string | null, fromEnvironment: string | undefined): Promise<TokenAnswer> {
  if (tokenFile !== null) {
    try {
      const token = (await readFile(tokenFile, 'utf8')).trim()
      return isToken(token)
        ? { ok: true, token }
        : { ok: false, message: `--token-file ${tokenFile} does not hold a token: ${shape}` }
    } catch (error) {
      return { ok: false, message: `--token-file ${tokenFile} cannot be read: ${errorReason(error)}` }
    }
  }
  if (fromEnvironment === undefined || fromEnvironment === '') return { ok: true, token: createToken() }
  return isToken(fromEnvironment)
    ? { ok: true, token: fromEnvironment }
    : { ok: false, message: `PORTLIGHT_TOKEN is not a token: ${shape}` }
}
