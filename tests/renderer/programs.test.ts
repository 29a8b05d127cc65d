import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../electron/contract/duration.ts'
import { parsePayload } from '../../electron/contract/payload.ts'
import { parseStatusList } from '../../electron/contract/status-list.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import { parseTargetLine } from '../../electron/contract/target-line.ts'
import { fromProgram } from '../../renderer/i18n/programs.zh.ts'

const faultOf = (read: { ok: true } | { ok: false; message: string }): string =>
  read.ok ? expect.unreachable() : read.message

describe('what is wrong with what a person writes is said in Chinese', () => {
  it.each([
    '',
    'a'.repeat(3000),
    'db:99999',
    'tcp://db',
    'tcp://ann@db:1',
    'ann@db:1',
    'fe80::1:80',
    'tcp://fe80::1:80',
    'gopher://db:70',
    'https://',
    'http://fe80::1/',
    'https://ann:pa/ss@example.com/',
    'https://example.com/a b',
    'tcp://d b:1',
  ])('address "%s"', (address) => {
    const message = faultOf(parseTarget(address))
    expect(fromProgram(message), message).not.toBeNull()
  })

  it.each([
    'db:1 nonsense 5',
    'db:1 every',
    'db:1 every 5',
    'db:1 every 5s every 6s',
    'db:1 every 1ms',
    'db:1 every 500d',
    'db:1 expect "abc',
    'db:1 status 200',
    'https://x status 2x',
    'db:1 confirm 99',
  ])('line "%s"', (line) => {
    const message = faultOf(parseTargetLine(line))
    expect(fromProgram(message), message).not.toBeNull()
  })

  it.each([
    faultOf(parseDuration('5 parsecs')),
    faultOf(parseStatusList('2x')),
    faultOf(parsePayload('\\q', 'escaped')),
    faultOf(parsePayload('a\\', 'escaped')),
    faultOf(parsePayload('xy', 'hex')),
    'this target comes from /etc/a.toml; change it there',
  ])('%s', (message) => {
    expect(fromProgram(message)).not.toBeNull()
  })
})

it.each([
  'it is in the list already, as "Shop"',
  'it stands here twice',
  'curl: --digest is left out: there is nothing like it here',
  'curl: --frob is not known here and is left out',
  'curl: --form cannot be done here, and without it the request would be another; remove it',
  'curl: $TOKEN is filled in by your shell; write its value in its place',
  'curl: a quote is not closed; copy the whole command',
  'curl: "ftp" is not a scheme Portlight probes; write tcp, udp, tls, http or https',
  'cache publishes no port, so only other containers reach it; publish one with -p',
])('what is pasted: %s', (message) => {
  expect(fromProgram(message)).toMatch(/。$/)
  expect(fromProgram(message)).not.toMatch(/ is | the | it /)
})

it('keeps what is quoted, and leaves alone what is not known', () => {
  expect(fromProgram('"5 parsecs" is not a duration; write 5s or 1500ms')).toBe(
    '“5 parsecs”不是时长。请写 5s 或 1500ms。',
  )
  expect(fromProgram('EACCES: permission denied')).toBeNull()
  expect(fromProgram('this target comes from /a; sing there')).toBeNull()
})
