import { shell } from 'electron'

/**
 * The address to hand to the system's browser, or null. The system starts whatever is registered for a scheme, so only the
 * web's are let through, without a user name that could pass for the host, and as the URL parser wrote them.
 */
export function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') return null
  return url.username === '' && url.password === '' ? url.href : null
}

/** Opens a web address in the person's browser. False when it is none, or no browser took it. */
export async function openInBrowser(text: string): Promise<boolean> {
  const address = webAddress(text)
  if (address === null) return false
  try {
    await shell.openExternal(address)
    return true
  } catch {
    return false
  }
}
