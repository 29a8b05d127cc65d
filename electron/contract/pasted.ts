/** The longest text that is read at once: some 10,000 lines, and with its escapes within what one request may hold. */
export const maxPasted = 700_000

/** Whether a line begins a curl command, behind a prompt or not. */
export function looksLikeCurl(line: string): boolean {
  return /^(?:[$>%#]\s+|PS[^>]*>\s*|[A-Z]:[^>]*>\s*)?(?:\S*[\\/])?curl(?:\.exe)?(?:\s|$)/i.test(line)
}

/**
 * Whether what was pasted into the field for one address is something else: several lines, a curl command, the ports of
 * docker. It is then looked at where many are imported.
 */
export function isForImport(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first = ''] = lines
  return lines.length > 1 || looksLikeCurl(first.trim()) || /\d->\d+\/(?:tcp|udp)/.test(first)
}
