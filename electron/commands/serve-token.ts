import { readFile, stat } from 'node:fs/promises'
import { createToken, isToken } from '../headless/access.ts'
import { errorReason } from '../storage/error-reason.ts'

export type TokenAnswer = { ok: true; token: string } | { ok: false; message: string }

const shape =
  'it must be 43 characters of A-Z a-z 0-9 - _; openssl rand 32 | basenc --base64url -w0 | tr -d = makes one'

/** The token from a file, else from the environment, else a fresh one. It is never an argument, which others could list. */
export async function readToken(
  tokenFile: string | null,
  fromEnvironment: string | undefined,
  platform: NodeJS.Platform,
): Promise<TokenAnswer> {
  if (tokenFile !== null) {
    try {
      const { mode } = await stat(tokenFile)
      // A group may read it: that is how a service manager hands a secret to the account it runs a service under.
      // Windows has no such bits.
      if (platform !== 'win32' && (mode & 0o027) !== 0) {
        const octal = (mode & 0o777).toString(8).padStart(4, '0')
        const message = `--token-file ${tokenFile} can be used by others (mode ${octal}); run chmod 600 ${tokenFile}`
        return { ok: false, message }
      }
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
