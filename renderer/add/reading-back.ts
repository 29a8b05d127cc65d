import type { LineWord } from '../../electron/contract/line-words.ts'
import type { ParsedTarget } from '../../electron/contract/target-grammar.ts'
import type { TargetLine } from '../../electron/contract/target-line.ts'
import { clip, settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Fact } from '../ui/facts.tsx'

/** A text a person wrote is shown up to here; the whole of it is in the line above. */
const longest = 120

/** What Portlight will do with a line, fact by fact; whatever the person did not write is marked as a default. */
export function readBack({ address, target, written }: TargetLine): Fact[] {
  const facts: Fact[] = [{ term: t.add.probe, value: probeText(address, methodOf(target)) }]
  const setting = (term: string, value: string, ...words: LineWord[]): void => {
    if (words.some((word) => written.has(word))) facts.push({ term, value })
    else facts.push({ term, value: t.add.byDefault(value), quiet: true })
  }
  const text = (term: string, value: string | undefined): void => {
    if (value !== undefined) facts.push({ term, value: t.add.contains(clip(value, longest)) })
  }
  if (address.username !== null) {
    const user = address.password === null ? address.username : t.add.withPassword(address.username)
    facts.push({ term: t.add.signIn, value: user })
  }
  setting(t.add.every, settingText(target.intervalMs), 'every')
  if (target.protocol === 'http') {
    setting(t.add.giveUp, settingText(target.responseTimeoutMs), 'timeout')
    setting(t.add.expectStatus, target.expectStatus?.replaceAll('-', '–') ?? t.add.anyStatus, 'status')
    text(t.add.expectBody, target.expectSubstring)
    if (isSecure(address)) facts.push({ term: t.add.certificate, value: t.add.expectTls })
  } else {
    const waits = target.protocol === 'udp' || target.expect !== undefined || written.has('wait')
    if (target.protocol === 'tcp') setting(t.add.giveUp, settingText(target.timeoutMs), 'timeout')
    if (target.send !== undefined) facts.push({ term: t.add.send, value: clip(target.send, longest) })
    if (waits) setting(t.add.waitReply, settingText(target.readTimeoutMs), 'wait')
    if (target.expect !== undefined) text(t.add.expect, target.expect)
    else facts.push({ term: t.add.expect, value: target.protocol === 'udp' ? t.add.expectUdp : t.add.expectTcp })
    if (address.tls) facts.push({ term: t.add.certificate, value: t.add.expectTls })
  }
  if (target.latencyLimitMs !== undefined) {
    facts.push({ term: t.add.slow, value: settingText(target.latencyLimitMs) })
  }
  if (target.tags) facts.push({ term: t.detail.tags, value: target.tags.join(', ') })
  if (target.confirmFailures === undefined) facts.push({ term: t.add.tellAfter, value: t.add.asSettings, quiet: true })
  else facts.push({ term: t.add.tellAfter, value: t.add.failures(target.confirmFailures) })
  facts.push({ term: t.add.name, value: target.name ?? target.target, quiet: target.name === undefined })
  return facts
}

/** The same in one line: what is probed, and how often. */
export function sumUp({ address, target }: TargetLine): string {
  return t.add.summary(probeText(address, methodOf(target)), settingText(target.intervalMs))
}

function methodOf(target: TargetLine['target']): string {
  return target.protocol === 'http' ? (target.method ?? 'GET') : ''
}

function isSecure({ target }: ParsedTarget): boolean {
  return /^https:/i.test(target)
}

function probeText(parsed: ParsedTarget, method: string): string {
  const { protocol, tls, host, port, target } = parsed
  if (protocol === 'udp') return t.add.onPort(t.add.probeUdp(host), port)
  if (protocol === 'tcp') return t.add.onPort(tls ? t.add.probeTls(host) : t.add.probeTcp(host), port)
  const secure = isSecure(parsed)
  const probe = t.add.probeHttp(secure ? 'HTTPS' : 'HTTP', method, host)
  const withPort = port === (secure ? 443 : 80) ? probe : t.add.onPort(probe, port)
  const path = /^[a-z]+:\/\/[^/?#]*([^#]*)/i.exec(target)?.[1] ?? ''
  return path === '' || path === '/' ? withPort : t.add.onPath(withPort, clip(path, longest))
}
