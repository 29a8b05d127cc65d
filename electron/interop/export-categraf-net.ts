import type { TcpTarget, UdpTarget } from '../contract/target-config.ts'
import type { InstanceOptions } from './export-categraf.ts'
import { type Warn, warnOfOthers } from './export-file.ts'
import { goDuration } from './go-duration.ts'
import { textToSend } from './text-to-send.ts'

const known = [
  'labels',
  'intervalMs',
  'timeoutMs',
  'readTimeoutMs',
  'send',
  'sendEncoding',
  'expect',
  'tls',
  'starttls',
]

/** The options of a `net_response` instance. */
export function netOptions(target: TcpTarget | UdpTarget, warn: Warn): InstanceOptions {
  warnOfOthers(target, known, "Categraf's net_response", warn)
  if (target.protocol === 'tcp' && target.tls) {
    warn('only its port is probed: Categraf makes no TLS handshake and sees no certificate')
  }
  const { protocol, timeoutMs, readTimeoutMs, expect = '' } = target
  const send = textToSend(target)
  if (send === null) warn('send is left out: Categraf sends text only, and these bytes are none')
  if (protocol === 'tcp' && /[\r\n]/.test(expect.replace(/\r?\n$/, ''))) {
    warn('expect has a line break, which Categraf never finds: it looks at the first line only')
  }
  return {
    protocol,
    timeout: goDuration(timeoutMs),
    read_timeout: goDuration(readTimeoutMs),
    ...(send ? { send } : {}),
    ...(expect === '' ? {} : { expect }),
  }
}
