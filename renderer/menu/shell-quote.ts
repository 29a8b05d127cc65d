/** An argument for a POSIX shell, which hands it on byte for byte. It must hold no NUL: no argument can. */
export function shellQuote(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument
  return `'${argument.replaceAll("'", "'\\''")}'`
}

/** Bytes as a quoted format of `printf`, which writes them as they are. */
export function printfFormat(bytes: Uint8Array): string {
  const format = Array.from(bytes, (byte, nth) => {
    if (byte === 37) return '%%'
    if (byte === 92) return '\\\\'
    // A first hyphen would be an option.
    const printable = byte >= 32 && byte < 127 && !(nth === 0 && byte === 45)
    return printable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
  }).join('')
  return shellQuote(format)
}
