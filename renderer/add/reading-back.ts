import { nativeTarget } from '../../electron/contract/native-target.ts'
import type { ParsedTarget } from '../../electron/contract/target-grammar.ts'
import { settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Fact } from '../ui/facts.tsx'

const byDefault = (term: string, value: string): Fact => ({ term, value: t.add.byDefault(value), quiet: true })

/** What Portlight will do with an address, line by line; whatever the person did not write is marked as a default. */
export function readBack(parsed: ParsedTarget): Fact[] {
  const target = nativeTarget('', parsed)
  const facts: Fact[] = [{ term: t.add.probe, value: probeText(parsed) }]
  if (parsed.username !== null) {
    const user = parsed.password === null ? parsed.username : t.add.withPassword(parsed.username)
    facts.push({ term: t.add.signIn, value: user })
  }
  facts.push(byDefault(t.add.every, settingText(target.intervalMs)))
  switch (target.protocol) {
    case 'http':
      facts.push(byDefault(t.add.giveUp, settingText(target.responseTimeoutMs)))
      if (target.expectStatus) facts.push(byDefault(t.add.expectStatus, target.expectStatus.replaceAll('-', '–')))
      if (isSecure(parsed)) facts.push({ term: t.add.certificate, value: t.add.expectTls })
      break
    case 'tcp':
      facts.push(byDefault(t.add.giveUp, settingText(target.timeoutMs)))
      facts.push({ term: t.add.expect, value: t.add.expectTcp })
      if (parsed.tls) facts.push({ term: t.add.certificate, value: t.add.expectTls })
      break
    case 'udp':
      facts.push(byDefault(t.add.waitReply, settingText(target.readTimeoutMs)))
      facts.push({ term: t.add.expect, value: t.add.expectUdp })
      break
  }
  facts.push({ term: t.add.name, value: target.target, quiet: true })
  return facts
}

function isSecure({ target }: ParsedTarget): boolean {
  return /^https:/i.test(target)
}

function probeText(parsed: ParsedTarget): string {
  const { protocol, tls, host, port, target } = parsed
  if (protocol === 'udp') return t.add.onPort(t.add.probeUdp(host), port)
  if (protocol === 'tcp') return t.add.onPort(tls ? t.add.probeTls(host) : t.add.probeTcp(host), port)
  const secure = isSecure(parsed)
  const probe = t.add.probeHttp(secure ? 'HTTPS' : 'HTTP', host)
  const withPort = port === (secure ? 443 : 80) ? probe : t.add.onPort(probe, port)
  const path = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(target)?.[1] ?? ''
  return path === '' || path === '/' ? withPort : t.add.onPath(withPort, path)
}
