import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

type Values<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>['values']

/**
 * Reads a command's arguments strictly: an option that does not exist, or lacks its value, is a message for the person.
 */
export function readArguments<O extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: O,
): { ok: true; values: Values<O>; positionals: string[] } | { ok: false; message: string } {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
    return { ok: true, values, positionals }
  } catch (error) {
    const known = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
    if (!known) throw error
    // The rest of Node's message explains how to pass a dash to a program, which no argument here needs.
    return { ok: false, message: `${error.message.split('. ')[0]?.replace(/\.$/, '')}` }
  }
}
