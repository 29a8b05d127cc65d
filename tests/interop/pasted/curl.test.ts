import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCurl } from '../../../electron/interop/pasted/curl.ts'
import { readCommand } from '../../../electron/interop/pasted/shell-words.ts'

function read(line: string) {
  const secrets: string[] = []
  const curl = readCurl(
    readCommand(line, 0),
    (value) => {
      secrets.push(value)
      return { secret: `s${secrets.length}` }
    },
    () => 'id',
  )
  return { ...curl, secrets, target: curl.targets[0] }
}

describe('a curl command', () => {
  it('as browsers copy it', () => {
    const { target, warnings, errors, secrets } = read(`curl 'https://api.example.com/v1/orders?x=1' \\
  -X 'PUT' \\
  -H 'accept: application/json' \\
  -H 'authorization: Bearer eyJ0' \\
  -b 'sid=abc; theme=dark' \\
  -H 'user-agent: Mozilla/5.0 (X11)' \\
  --data-raw '{"a":"it'\\''s"}' \\
  --compressed --insecure`)
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
    expect(target).toEqual({
      id: 'id',
      protocol: 'http',
      target: 'https://api.example.com/v1/orders?x=1',
      intervalMs: 15_000,
      responseTimeoutMs: 10_000,
      expectStatus: '200-399',
      followRedirects: false,
      method: 'PUT',
      headers: [
        { name: 'accept', value: 'application/json' },
        { name: 'authorization', value: { secret: 's1' } },
        { name: 'Cookie', value: { secret: 's2' } },
        { name: 'user-agent', value: 'Mozilla/5.0 (X11)' },
        { name: 'Content-Type', value: 'application/x-www-form-urlencoded' },
      ],
      body: '{"a":"it\'s"}',
      tls: { insecureSkipVerify: true },
    })
    expect(secrets).toEqual(['Bearer eyJ0', 'sid=abc; theme=dark'])
  })

  it('as browsers copy it for cmd', () => {
    const { target } = read(
      'curl ^"https://a.example/?q=1^&r=2^" ^\r\n  -H ^"accept: */*^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":1^}^"',
    )
    expect(target).toMatchObject({
      target: 'https://a.example/?q=1&r=2',
      method: 'POST',
      headers: [{ name: 'accept', value: '*/*' }, { name: 'Content-Type' }],
      body: '{"a":1}',
    })
  })

  it.each([
    ['curl example.com', { target: 'http://example.com', followRedirects: false }],
    ['curl -sSLk https://a', { followRedirects: true, tls: { insecureSkipVerify: true } }],
    ['curl -I https://a', { method: 'HEAD' }],
    ['curl -XDELETE https://a', { method: 'DELETE' }],
    ['curl --json \'{"a":1}\' https://a', { method: 'POST', body: '{"a":1}' }],
    ['curl -d a=1 -d b=2 https://a', { method: 'POST', body: 'a=1&b=2' }],
    ['curl -G -d "a=b c" --data-urlencode "d=e&f" https://a/?z', { target: 'https://a/?z&a=b%20c&d=e%26f' }],
    ['curl -m 2.5 https://a', { responseTimeoutMs: 2500 }],
    ['curl -6 --interface eth0 https://a', { family: 6, interface: 'eth0' }],
    [
      'curl --tlsv1.2 --tls-max 1.3 --ciphers A:B https://a',
      { tls: { minVersion: '1.2', maxVersion: '1.3', cipherSuites: ['A', 'B'] } },
    ],
    ['curl --cacert /etc/ca.pem https://a', { tls: { ca: { file: '/etc/ca.pem' } } }],
    ['curl -E /k.pem https://a', { tls: { cert: { file: '/k.pem' }, key: { file: '/k.pem' } } }],
    ['curl -u bob:pa:ss https://a', { username: 'bob', password: { secret: 's1' } }],
    ['curl https://bob:pass@a/', { target: 'https://a/', username: 'bob', password: { secret: 's1' } }],
    [
      'curl -x http://u:p@proxy:8080 https://a',
      { proxy: 'http://proxy:8080', proxyUsername: 'u', proxyPassword: { secret: 's1' } },
    ],
    ['curl -x proxy https://a', { proxy: 'http://proxy:1080' }],
    ['curl --oauth2-bearer t0ken https://a', { headers: [{ name: 'Authorization', value: { secret: 's1' } }] }],
    ['"C:\\Windows\\System32\\curl.exe" https://a', { target: 'https://a' }],
  ])('%s', (line, expected) => {
    const { target, warnings, errors } = read(line)
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
    expect(target).toMatchObject(expected)
  })

  it('goes where --resolve and --connect-to lead, under the name that was written', () => {
    expect(read('curl --resolve shop.example:443:192.0.2.7 https://shop.example/x')).toMatchObject({
      target: {
        target: 'https://192.0.2.7:443/x',
        headers: [{ name: 'Host', value: 'shop.example' }],
        tls: { serverName: 'shop.example' },
      },
      warnings: [expect.stringContaining('192.0.2.7 in place of shop.example')],
    })
    expect(read('curl --resolve "a:80:[2001:db8::1]" http://a/').target?.target).toBe('http://[2001:db8::1]:80/')
    expect(read('curl --connect-to ::b.internal:8443 https://a/').target?.target).toBe('https://b.internal:8443/')
    expect(read('curl --resolve other:443:192.0.2.7 https://a/')).toMatchObject({
      target: { target: 'https://a/' },
      warnings: ['curl: --resolve is about another host or port, so it has no effect'],
    })
  })

  it.each([
    ['curl --frobnicate https://a', '--frobnicate is not known here'],
    ['curl -? https://a', '-? is not known here'],
    ['curl --digest https://a', '--digest is left out'],
    ['curl --retry 3 https://a', '--retry is left out'],
    ['curl --cacert ca.pem https://a', 'write the whole path'],
    ['curl -E /k.pem:pass https://a', 'a key with a password'],
    ['curl -u bob https://a', '--user has no password'],
    ['curl -H "Accept:" https://a', 'takes a header away'],
    ['curl -H "Content-Length: 3" https://a', 'Content-Length is left out'],
    ['curl https://a/?x=1&y=2', 'put an address with "&" in quotes'],
    ['curl -m 9999 https://a', '--max-time 9999 is left out'],
    ['curl -x socks5://p https://a', 'only a plain HTTP proxy'],
  ])('says what is left out of %s', (line, message) => {
    const { target, warnings, errors } = read(line)
    expect(errors).toEqual([])
    expect(warnings.join()).toContain(message)
    expect(target).toBeDefined()
  })

  it.each([
    ['curl', 'there is no address'],
    ['curl -H', '--header lacks its value'],
    ['curl -F file=@x https://a', '--form cannot be done'],
    ['curl -T x https://a', '--upload-file cannot be done'],
    ['curl -d @body.json https://a', '--data names a file'],
    ['curl -H @headers https://a', '--header names a file'],
    ['curl -b jar.txt https://a', '--cookie names a file'],
    ['curl -H "X: $TOKEN" https://a', '$TOKEN is filled in by your shell'],
    ["curl 'https://a", 'a quote is not closed'],
    ['curl ftp://a/', '"ftp" is not a scheme'],
    ['curl https://a/{b,c}', 'write each on a line of its own'],
    ['curl -H "bad header: x" https://a', 'a header has a name that is not one'],
  ])('refuses %s', (line, message) => {
    const { targets, errors } = read(line)
    expect(targets).toEqual([])
    expect(errors.join()).toContain(message)
  })

  it('reads each address, and what --next parts', () => {
    expect(read('curl -k https://a https://b').targets).toHaveLength(2)
    expect(read('curl -k --url https://a --next --url https://b').targets.map((each) => 'tls' in each)).toEqual([
      true,
      false,
    ])
  })

  it('never repeats a secret in a message, nor puts one into a target', () => {
    const canary = 'c4n4ry-s3cret'
    const secretly = [
      `-u bob:${canary}`,
      `-H 'X-Api-Key: ${canary}'`,
      `-b 'sid=${canary}'`,
      `-x http://u:${canary}@p:1`,
      `-U u:${canary}`,
      `--oauth2-bearer ${canary}`,
    ]
    const others = ['-F a=b', '--nonsense', '-m x', '--cacert x', '-H bad', '-d @f', '-L', '-k', '--digest', '-E a:b']
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...secretly, ...others]),
        fc.constantFrom('https://a', `https://u:${canary}@a/`, 'x:y', ''),
        (options, url) => {
          const { targets, warnings, errors } = read(`curl ${options.join(' ')} ${url}`)
          expect(JSON.stringify({ targets, warnings, errors })).not.toContain(canary)
        },
      ),
      { numRuns: 500 },
    )
  })
})
