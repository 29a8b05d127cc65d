export interface ConfigPlace {
  /** As the person gave it, joined with what was found below it. */
  file: string
  /** From 1; null where the whole file is meant or the file is too large to be located in. */
  line: number | null
}

/** Something in a file that is read otherwise than Categraf would, or that has no effect. Reading goes on. */
export interface ConfigWarning extends ConfigPlace {
  message: string
}

export const configErrorCodes = [
  'not-found',
  'unreadable',
  'too-large',
  'no-files',
  'syntax',
  'invalid-value',
  'unknown-plugin',
] as const
export type ConfigErrorCode = (typeof configErrorCodes)[number]

/** Something that keeps a file, or one instance of it, from being read. */
export interface ConfigError extends ConfigPlace {
  code: ConfigErrorCode
  message: string
}

/** What reading has to say, in the order it came up. Messages never hold a password or a header's value. */
export interface ConfigReport {
  warnings: ConfigWarning[]
  errors: ConfigError[]
}

/** `file:line`, as compilers write it, so that editors and terminals can jump there. */
export function placeText({ file, line }: ConfigPlace): string {
  return line === null ? file : `${file}:${line}`
}
