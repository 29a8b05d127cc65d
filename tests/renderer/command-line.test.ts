import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { HttpTarget, TargetConfig } from '../../electron/contract/target-config.ts'
import { commandLine } from '../../renderer/menu/command-line.ts'
import { printfFormat, shellQuote } from '../../renderer/menu/shell-quote.ts'
import { echoHttp } from '../lab/http-servers.ts'

const times = { intervalMs: 15_000, timeoutMs: 5000, readTimeoutMs: 3000 }
const web = (target: string, options: Partial<HttpTarget> = {}): HttpTarget => ({
  id: 'a',
  protocol: 'http',
  target,
  intervalMs: 15_000,
  responseTimeoutMs: 10_000,
  followRedirects: true,
  ...options,
})
const line = (target: TargetConfig): string => commandLine(target).text

/** What a program called in the shell's way is handed, one argument after the other. */
function argumentsIn(command: string): string[] {
  const dump = `curl() { printf '%s\\0' "$@"; }\n${command}`
  return execFileSync('sh', ['-c', dump], { encoding: 'utf8' }).split('\0').slice(0, -1)
}

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '\\',
        '$',
        '`',
        '!',
        '*',
        '~',
        ' ',
        '\n',
        '\t',
        '&',
        '|',
        ';',
        '#',
        '%',
        '-',
        '$(id)',
        '“',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''))

describe('quoting for a shell', () => {
  it('hands on every argument as it is', () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1, maxLength: 20 }), (given) => {
        expect(argumentsIn(`curl ${given.map(shellQuote).join(' ')}`)).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })

  it('writes every byte as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect(execFileSync('sh', ['-c', `printf ${printfFormat(bytes)}`])).toEqual(Buffer.from(bytes))
      }),
      { numRuns: 60 },
    )
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    expect(execFileSync('sh', ['-c', `printf ${printfFormat(all)}`])).toEqual(Buffer.from(all))
  })
})

describe('a probe as a command', () => {
  it('says what a page is asked for, without its secrets', () => {
    const target = web('https://x.example/a?b=[1]&c={d}', {
      method: 'PUT',
      headers: [
        { name: 'X-Key', value: { secret: 'kept' } },
        { name: 'X-Empty', value: '' },
        { name: 'Accept', value: "it's" },
      ],
      body: '@not a file',
      username: 'ann',
      password: { secret: 'kept too' },
      proxy: 'http://proxy:3128',
      proxyUsername: 'bob',
      proxyPassword: { secret: 'also' },
      tls: { insecureSkipVerify: true, ca: { file: '/etc/my ca.pem' }, key: { secret: 'stored' }, minVersion: '1.2' },
      family: 4,
    })
    const { text, lacks } = commandLine(target)
    expect(lacks).toBe(true)
    expect(text).not.toMatch(/kept|also|stored/)
    expect(argumentsIn(text)).toEqual([
      '-gi',
      '--max-time',
      '10',
      '-L',
      '--max-redirs',
      '10',
      '-X',
      'PUT',
      '--compressed',
      '-H',
      'X-Key: SECRET',
      '-H',
      'X-Empty;',
      '-H',
      "Accept: it's",
      '-H',
      'Content-Type:',
      '-u',
      'ann:SECRET',
      '--data-raw',
      '@not a file',
      '-k',
      '--cacert',
      '/etc/my ca.pem',
      '--key',
      'KEY.pem',
      '--tlsv1.2',
      '-4',
      '-x',
      'http://proxy:3128',
      '-U',
      'bob:SECRET',
      'https://x.example/a?b=[1]&c={d}',
    ])
  })

  it('leaves out what is plain', () => {
    expect(line(web('http://x/', { followRedirects: false }))).toBe('curl -gi --max-time 10 --compressed http://x/')
    expect(line(web('http://x/', { method: 'HEAD' }))).toContain(' -I ')
    expect(line(web('http://x/', { method: 'POST', body: 'a' }))).not.toContain('-X')
  })

  it('verifies another name where the target says so', () => {
    const given = line(web('https://10.0.0.1/x', { tls: { serverName: 'web.internal' } }))
    expect(given).toContain("--connect-to web.internal:443:10.0.0.1:443 -H 'Host: 10.0.0.1' https://web.internal:443/x")
  })

  it('asks a real server for what the options say', async () => {
    const server = await echoHttp()
    onTestFinished(() => server.close())
    const body = 'a\'b"c$`\\ %41 é\n€'
    const target = web(`http://127.0.0.1:${server.port}/p?q=%20`, {
      method: 'PATCH',
      body,
      username: 'ann',
      headers: [{ name: 'X-Odd', value: `'"$HOME` }],
    })
    // The server is in this process, so curl runs beside it.
    await promisify(execFile)('sh', ['-c', line(target)])
    const [seen] = server.seen
    expect(seen?.method).toBe('PATCH')
    expect(Buffer.from(seen?.body ?? '', 'latin1').toString('utf8')).toBe(body)
    expect(seen?.headers['x-odd']).toBe(`'"$HOME`)
    expect(seen?.headers['content-type']).toBeUndefined()
    expect(seen?.headers.authorization).toBe(`Basic ${Buffer.from('ann:').toString('base64')}`)
  })

  it.each<[string, TargetConfig]>([
    ['nc -vz -w 5 -- db 5432', { id: 'a', protocol: 'tcp', target: 'db:5432', ...times }],
    [
      'nc -vz -6 -s ::1 -w 5 -- ::1 80',
      { id: 'a', protocol: 'tcp', target: '[::1]:80', family: 6, interface: '::1', ...times },
    ],
    [
      "printf 'PING\\015\\012' | nc -v -w 3 -- redis 6379",
      {
        id: 'a',
        protocol: 'tcp',
        target: 'redis:6379',
        send: 'PING\\r\\n',
        sendEncoding: 'escaped',
        expect: '+PONG',
        ...times,
      },
    ],
    [
      "printf '\\012\\377' | nc -v -u -w 1 -- dns 53",
      { id: 'a', protocol: 'udp', target: 'dns:53', send: '0a ff', sendEncoding: 'hex', ...times, readTimeoutMs: 200 },
    ],
    ['nc -vz -u -w 3 -- dns 53', { id: 'a', protocol: 'udp', target: 'dns:53', ...times }],
    [
      'openssl s_client -connect mail:25 -servername mail -verify_hostname mail -verify_return_error -starttls smtp -tls1_2 -brief </dev/null',
      {
        id: 'a',
        protocol: 'tcp',
        target: 'mail:25',
        tls: { minVersion: '1.2', maxVersion: '1.2' },
        starttls: 'smtp',
        ...times,
      },
    ],
  ])('%s', (command, target) => {
    expect(line(target)).toBe(command)
  })
})
