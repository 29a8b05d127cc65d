import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTarget, writeTarget } from '../../electron/contract/target-grammar.ts'

const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
)
const port = fc.integer({ min: 1, max: 65_535 })
const path = fc.webPath()

describe('the target grammar', () => {
  it('answers any text, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withQueryParameters: true })), (text) => {
        const parsed = parseTarget(text)
        if (!parsed.ok) expect(parsed.message).not.toBe('')
      }),
      { numRuns: 2000 },
    )
  })

  it('reads what it writes as the same target', () => {
    fc.assert(
      fc.property(fc.constantFrom('tcp', 'udp', 'tls'), host, port, (scheme, name, number) => {
        const parsed = parseTarget(`${scheme}://${name}:${number}`)
        if (!parsed.ok) throw new Error(parsed.message)
        const { protocol, tls, target } = parsed.value
        expect(parsed.value.port).toBe(number)
        expect(parseTarget(writeTarget(protocol, tls, target))).toEqual(parsed)
      }),
    )
  })

  it('takes host and port alone for tcp', () => {
    fc.assert(
      fc.property(host, port, (name, number) => {
        expect(parseTarget(`${name}:${number}`)).toEqual(parseTarget(`tcp://${name}:${number}`))
      }),
    )
  })

  it('never keeps a user name or password in the target, nor repeats a password in a message', () => {
    const secret = fc.stringMatching(/^[!-~]{8,20}$/).map((text) => `pw${text}wp`)
    fc.assert(
      fc.property(fc.constantFrom('http', 'https', 'ftp'), host, secret, path, (scheme, name, password, rest) => {
        const parsed = parseTarget(`${scheme}://ada:${password}@${name}${rest}`)
        expect(parsed.ok ? parsed.value.target : parsed.message).not.toContain(password)
      }),
      { numRuns: 1000 },
    )
  })
})
