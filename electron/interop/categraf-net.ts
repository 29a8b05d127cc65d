import { readTimeoutMs } from './categraf-duration.ts'
import type { InstanceTarget } from './categraf-instance.ts'
import { withoutUserinfo } from './categraf-labels.ts'
import type { Table } from './toml-table.ts'

/**
 * Splits an address as Go's net.SplitHostPort does: the last colon, brackets where the host has colons. Null when
 * Categraf would refuse it. The port is not looked at: any text will do.
 */
function splitAddress(address: string): { host: string; port: string } | null {
  const [, bracketed, plain, port] = /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^[\]:]*)$/s.exec(address) ?? []
  if (port === undefined || port === '') return null
  return { host: bracketed ?? plain ?? '', port }
}

function readProtocol(table: Table): 'tcp' | 'udp' | null {
  const written = table.text('protocol') ?? ''
  const protocol = written === '' ? 'tcp' : written.trim().toLowerCase()
  if (protocol !== 'tcp' && protocol !== 'udp') {
    table.fail('protocol', `protocol "${written}" is neither tcp nor udp, and Categraf would report nothing; write one`)
    return null
  }
  if (written !== '' && written !== protocol) {
    table.warn(
      'protocol',
      `protocol "${written}" is read as ${protocol}; Categraf reports nothing until it is "${protocol}"`,
    )
  }
  return protocol
}

/** Reads an instance of `net_response`. Null when it has an error, which is in the report. */
export function readNetInstance(table: Table): InstanceTarget[] | null {
  const protocol = readProtocol(table)
  const timeoutMs = readTimeoutMs(table, 'timeout', 1000)
  const readMs = readTimeoutMs(table, 'read_timeout', 3000)
  const send = table.text('send') ?? ''
  const expect = table.text('expect') ?? ''
  const addresses = table.texts('targets') ?? []
  if (protocol === null) return null
  if (protocol === 'udp' && expect === '' && readMs < 3000) {
    table.warn(
      'read_timeout',
      `read_timeout is how long a refusal is waited for; Categraf waits at least 3 s without expect`,
    )
  }
  if (protocol === 'tcp' && /[\r\n]/.test(expect.replace(/\r?\n$/, ''))) {
    table.warn('expect', 'expect has a line break, which Categraf never finds: it looks at the first line only')
  }
  const options = {
    timeoutMs,
    readTimeoutMs: readMs,
    ...(send === '' ? {} : { send }),
    ...(expect === '' ? {} : { expect }),
  }
  const found: InstanceTarget[] = []
  for (const [position, written] of addresses.entries()) {
    const address = splitAddress(written)
    if (!address) {
      const message = `target "${withoutUserinfo(written)}" is not host:port and is left out; Categraf drops the whole instance`
      table.warn('targets', `${message}. Write host:port, or [address]:port for IPv6`, position)
      continue
    }
    if (!/^\d+$/.test(address.port)) {
      table.warn(
        'targets',
        `target "${written}" names its port by a service; Categraf looks it up, so write its number`,
        position,
      )
    }
    const target = address.host === '' ? `localhost:${address.port}` : written
    const mappingKeys = address.host === 'localhost' || address.host === '' ? [target, `:${address.port}`] : [target]
    found.push({ options: { protocol, target, ...options }, mappingKeys, position })
  }
  return found
}
