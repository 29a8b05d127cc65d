import { parsePayload } from '../contract/payload.ts'
import type { TcpTarget, UdpTarget } from '../contract/target-config.ts'

/** What a target sends, as text; empty for nothing, null for bytes that are no UTF-8 text. */
export function textToSend({ send = '', sendEncoding = 'text' }: TcpTarget | UdpTarget): string | null {
  const parsed = parsePayload(send, sendEncoding)
  if (!parsed.ok) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(parsed.value)
  } catch {
    return null
  }
}
