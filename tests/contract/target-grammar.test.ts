import { describe, expect, it } from 'vitest'
import { parseTarget, writeTarget } from '../../electron/contract/target-grammar.ts'

describe('parseTarget reads', () => {
  it.each([
    ['tcp://db:5432', 'tcp', 'db:5432', 'db', 5432],
    ['db.internal:5432', 'tcp', 'db.internal:5432', 'db.internal', 5432],
    ['TCP://db:1', 'tcp', 'db:1', 'db', 1],
    [':9090', 'tcp', 'localhost:9090', 'localhost', 9090],
    ['udp://:53', 'udp', 'localhost:53', 'localhost', 53],
    ['udp://10.0.0.1:53', 'udp', '10.0.0.1:53', '10.0.0.1', 53],
    ['[::1]:80', 'tcp', '[::1]:80', '::1', 80],
    ['tcp://[fe80::1%eth0]:80', 'tcp', '[fe80::1%eth0]:80', 'fe80::1%eth0', 80],
    ['a..b:80', 'tcp', 'a..b:80', 'a..b', 80],
    ['tls://mail:993', 'tcp', 'mail:993', 'mail', 993],
    ['example.com', 'http', 'https://example.com', 'example.com', 443],
    ['example.com/health?x=1', 'http', 'https://example.com/health?x=1', 'example.com', 443],
    ['[2001:db8::1]', 'http', 'https://[2001:db8::1]', '2001:db8::1', 443],
    ['HTTPS://Example.com:8443/A', 'http', 'HTTPS://Example.com:8443/A', 'Example.com', 8443],
    ['http://[::1]:8080/', 'http', 'http://[::1]:8080/', '::1', 8080],
    ['  host:22  ', 'tcp', 'host:22', 'host', 22],
    ['https://example.com/a@b', 'http', 'https://example.com/a@b', 'example.com', 443],
    ['https://host:8443/@user', 'http', 'https://host:8443/@user', 'host', 8443],
    ['http://host:8443/a/b@1', 'http', 'http://host:8443/a/b@1', 'host', 8443],
    ['http://host:80/api?mail=a@b', 'http', 'http://host:80/api?mail=a@b', 'host', 80],
    ['http://10.0.0.1:80/a@b', 'http', 'http://10.0.0.1:80/a@b', '10.0.0.1', 80],
    ['http://[::1]:80/a@b', 'http', 'http://[::1]:80/a@b', '::1', 80],
    ['http://localhost:80/a@b', 'http', 'http://localhost:80/a@b', 'localhost', 80],
    ['http://intra/a/b@c', 'http', 'http://intra/a/b@c', 'intra', 80],
  ])('%s', (line, protocol, target, host, port) => {
    expect(parseTarget(line)).toMatchObject({ ok: true, value: { protocol, target, host, port } })
  })

  it('takes credentials out of a URL and keeps the rest as written', () => {
    expect(parseTarget('https://joe:p%40ss:x@example.com/a@b')).toEqual({
      ok: true,
      value: {
        protocol: 'http',
        tls: false,
        target: 'https://example.com/a@b',
        host: 'example.com',
        port: 443,
        username: 'joe',
        password: 'p@ss:x',
      },
    })
  })

  it('marks only tls:// as TLS over tcp', () => {
    expect(parseTarget('tls://a:1')).toMatchObject({ value: { protocol: 'tcp', tls: true } })
    expect(parseTarget('https://a')).toMatchObject({ value: { protocol: 'http', tls: false } })
  })
})

describe('parseTarget refuses', () => {
  it.each([
    ['', /no address/],
    ['ftp://host/', /"ftp" is not a scheme/],
    ['host:0', /port "0" is not a number from 1 to 65535/],
    ['host:65536', /port "65536"/],
    ['https://host:99999/', /port "99999"/],
    ['host:ssh', /port "ssh"/],
    ['tcp://host', /names no port; write tcp:\/\/host:port/],
    ['::1', /brackets/],
    ['fe80::1:80', /brackets/],
    ['[zz]:80', /brackets/],
    ['[]:80', /brackets/],
    ['[z:z]:80', /is not an address/],
    ['ho st:80', /is not an address/],
    ['http://', /names no host/],
    ['https://host/a b', /no spaces/],
    ['host:8080/path', /http:\/\/host:8080\/path or https/],
    ['user:secret@host', /needs its scheme/],
    ['tcp://user:secret@host:1', /takes no user name/],
    ['!!!', /names no host|not an address/],
    [`${'a'.repeat(300)}:80`, /is not an address/],
    ['x'.repeat(3000), /over 2048/],
  ])('%s', (line, message) => {
    const parsed = parseTarget(line)
    expect(parsed.ok).toBe(false)
    if (!parsed.ok) {
      expect(parsed.message).toMatch(message)
      expect(parsed.message).not.toContain('secret')
    }
  })

  it('does not repeat the password when the port behind it is wrong', () => {
    const parsed = parseTarget('https://joe:hunter2@host:70000/')
    expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining('70000') })
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
  })

  it.each([
    'http://joe:hunter2@a b/',
    'http://joe:hunter2@h/a b',
    'http://joe:hunter2@::1/',
    'http://joe:hunter2/3@h/',
    'http://joe:12/34hunter2@h/x',
    'http://joe.doe:12/34hunter2@h/x',
    'http://joe:/hunter2@h/x',
    'http://joe:/a/hunter2@h/x',
    'http://joe:9?hunter2@h/z',
    'http://joe:9#hunter2@h/z',
    'http://joe:9/8?hunter2@h/z',
    'http://joe:9/hunter2==@h/z',
    'https://hunter2/abc@h',
  ])('does not repeat the password of %s', (line) => {
    const parsed = parseTarget(line)
    expect(parsed.ok).toBe(false)
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
  })
})

describe('writeTarget', () => {
  it.each(['tcp://db:1', 'udp://db:1', 'tls://db:1', 'https://x/y', 'tcp://[::1]:80'])(
    '%s reads back the same',
    (line) => {
      const parsed = parseTarget(line)
      if (!parsed.ok) throw new Error(parsed.message)
      const { protocol, tls, target } = parsed.value
      expect(writeTarget(protocol, tls, target)).toBe(line)
    },
  )
})
