import { describe, expect, test } from 'vitest'
import { contains, gather, receiveCapBytes } from '../../electron/probes/match.ts'
import { bytes } from './vectors/lab.ts'

describe('a match', () => {
  test('is on bytes, case-sensitive', () => {
    expect(contains(bytes('220 ready'), bytes('ready'))).toBe(true)
    expect(contains(bytes('220 ready'), bytes('READY'))).toBe(false)
    expect(contains(new Uint8Array([0xff, 0x00, 0xfe]), new Uint8Array([0x00, 0xfe]))).toBe(true)
  })

  test('does not look beyond the view it is given', () => {
    const whole = bytes('abcdef')
    expect(contains(whole.subarray(0, 3), bytes('d'))).toBe(false)
    expect(contains(whole, bytes('def').subarray(0, 2), 3)).toBe(true)
    expect(contains(whole, bytes('ab'), 1)).toBe(false)
  })
})

describe('what is gathered', () => {
  test('is every chunk in order, however small or large', () => {
    const received = gather()
    const chunks = [bytes('a'), new Uint8Array(5000).fill(98), bytes('c'), new Uint8Array(20_000).fill(100)]
    for (const chunk of chunks) received.add(chunk)
    expect(Buffer.compare(received.bytes(), Buffer.concat(chunks))).toBe(0)
  })

  test('ends at the cap', () => {
    const received = gather()
    for (let sent = 0; sent < receiveCapBytes - 1; sent += 4369) received.add(new Uint8Array(4369).fill(97))
    received.add(bytes('zzz'))
    expect(received.bytes().byteLength).toBe(receiveCapBytes)
    received.add(bytes('more'))
    expect(received.bytes().byteLength).toBe(receiveCapBytes)
    expect(received.bytes().at(-1)).toBe('z'.charCodeAt(0))
  })
})
