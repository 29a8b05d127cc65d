import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PayloadEncoding, parsePayload } from '../../electron/contract/payload.ts'

function bytesOf(text: string, encoding: PayloadEncoding): number[] {
  const parsed = parsePayload(text, encoding)
  if (!parsed.ok) throw new Error(parsed.message)
  return Array.from(parsed.value)
}

function messageOf(text: string, encoding: PayloadEncoding): string {
  const parsed = parsePayload(text, encoding)
  return parsed.ok ? '' : parsed.message
}

describe('a text to send', () => {
  it('is itself in UTF-8, backslashes and all', () => {
    expect(bytesOf('a\\n状', 'text')).toEqual([...Buffer.from('a\\n状')])
  })

  it('may hold escapes, each one byte', () => {
    expect(bytesOf('PING\\r\\n\\t\\0\\\\\\xfF\\x00', 'escaped')).toEqual([...Buffer.from('PING\r\n\t\0\\'), 255, 0])
    expect(bytesOf('\\\\n', 'escaped')).toEqual([...Buffer.from('\\n')])
    expect(bytesOf('状\n😀', 'escaped')).toEqual([...Buffer.from('状\n😀')])
    expect(bytesOf('\\x411', 'escaped')).toEqual([...Buffer.from('A1')])
  })

  it.each([
    ['a\\q', '"\\q" is not an escape (at character 2)'],
    ['\\x4', '"\\x" is not an escape (at character 1)'],
    ['\\xzz', '"\\x" is not an escape (at character 1)'],
    ['ab\\', 'the text ends in a single backslash (at character 3)'],
    ['\\\n', 'is not an escape'],
  ])('refuses %j and says where it is wrong', (text, message) => {
    expect(messageOf(text, 'escaped')).toContain(message)
  })

  it('may be hex digits, in pairs', () => {
    expect(bytesOf('00ff', 'hex')).toEqual([0, 255])
    expect(bytesOf(' 0a 0B\n0c0d ', 'hex')).toEqual([10, 11, 12, 13])
    expect(bytesOf('', 'hex')).toEqual([])
  })

  it.each([
    ['0g', '"g" is not a hex digit (at character 2)'],
    ['0x0a', '"x" is not a hex digit (at character 2)'],
    ['0a 0', '"0" has an odd number of hex digits'],
    ['a b', '"a" has an odd number of hex digits'],
    [`0${'00'.repeat(50)}`, '"00000000000000000000…" has an odd number'],
  ])('refuses the hex text %j and says why', (text, message) => {
    expect(messageOf(text, 'hex')).toContain(message)
  })

  it('comes out as it went in, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const hex = Buffer.from(bytes).toString('hex')
        const escaped = hex.replaceAll(/../g, '\\x$&')
        expect(bytesOf(hex, 'hex')).toEqual([...bytes])
        expect(bytesOf(escaped, 'escaped')).toEqual([...bytes])
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('text', 'escaped', 'hex'), (text, encoding) => {
        const parsed = parsePayload(text, encoding)
        expect(parsed.ok || parsed.message.length > 0).toBe(true)
      }),
    )
  })
})
