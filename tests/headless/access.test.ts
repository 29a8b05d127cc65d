import { describe, expect, it } from 'vitest'
import {
  createToken,
  createTokenCheck,
  hostAllowed,
  hostOf,
  isLoopback,
  isToken,
  originAllowed,
} from '../../electron/headless/access.ts'

describe('tokens', () => {
  it('have 256 bits as 43 characters of base64url, new each time', () => {
    const token = createToken()
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(createToken()).not.toBe(token)
    expect(isToken(token)).toBe(true)
    for (const wrong of ['', token.slice(1), `${token}a`, `${token.slice(1)}.`]) expect(isToken(wrong)).toBe(false)
  })

  it('are the same or not, whatever the length of the other', () => {
    const token = createToken()
    const isIt = createTokenCheck(token)
    expect(isIt(token)).toBe(true)
    for (const other of ['', 'x', token.slice(0, 42), `${token}x`, createToken()]) expect(isIt(other)).toBe(false)
  })
})

it.each([
  ['localhost:8080', 'localhost'],
  ['LOCALHOST', 'localhost'],
  ['Box.Example.', 'box.example'],
  ['[::1]:8080', '::1'],
  ['[::1]', '::1'],
  ['127.0.0.1:1', '127.0.0.1'],
  ['::1', null],
  ['a:b', null],
  ['user@host:1', 'user@host'],
  ['', null],
])('reads the host of "%s"', (authority, host) => expect(hostOf(authority)).toBe(host))

describe('hostAllowed', () => {
  const policy = { names: ['box', 'Portlight.Example'] }
  it.each([
    ['localhost:1', true],
    ['127.0.0.1:1', true],
    ['127.8.9.1', true],
    ['[::1]:1', true],
    ['box:1', true],
    ['portlight.example', true],
    ['192.0.2.7:1', true],
    ['192.0.2.8:1', false],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['box@evil.example', false],
    [undefined, false],
  ])('%s: %s', (authority, allowed) => expect(hostAllowed(policy, authority, '::ffff:192.0.2.7')).toBe(allowed))
})

it.each([
  [undefined, true],
  ['http://localhost:1', true],
  ['https://localhost:1', true],
  ['http://localhost:2', false],
  ['http://evil.example', false],
  ['null', false],
  ['', false],
])('takes the origin %s for its own: %s', (origin, own) => expect(originAllowed(origin, 'localhost:1')).toBe(own))

it('knows loopback addresses', () => {
  expect(['localhost', '127.0.0.1', '127.1.2.3', '::1'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '::', '10.0.0.1', '127.example', ''].some(isLoopback)).toBe(false)
})
