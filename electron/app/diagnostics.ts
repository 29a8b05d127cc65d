import type { HostFacts, Notice } from '../contract/snapshot.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { parseTarget } from '../contract/target-grammar.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'
import type { LogTail } from '../storage/log-tail.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { redact } from './redact.ts'
import { secretRefs, settingsSecretRefs } from './secret-refs.ts'
import { addressOf } from './views.ts'

export interface DiagnosticsDeps {
  host: () => HostFacts
  settings: SettingsStore
  secrets: SecretStore
  monitor: Pick<Monitor, 'targets' | 'status' | 'sight'>
  notices: () => readonly Notice[]
  history: Pick<History, 'size'>
  clock: Clock
  startedMs: number
  /** Of the machine: system, program versions. */
  system: () => string
  hostname: string
  home: string
  readLog: () => Promise<LogTail>
}

/**
 * What helps others to find a fault, as one text to attach to a report: counts, choices and the end of the log, in which
 * every address, name, path and secret known here is crossed out.
 */
export async function diagnosticsText(deps: DiagnosticsDeps): Promise<string> {
  const { settings, monitor, clock } = deps
  const { host } = { host: deps.host() }
  const targets = monitor.targets()
  const statuses = targets.flatMap(({ id }) => monitor.status(id) ?? [])
  const size = await deps.history.size().catch(() => null)
  const { log, crashes } = await deps.readLog()
  const words = await knownWords(deps)
  const minutes = Math.round((clock.monotonicMs() - deps.startedMs) / 60_000)
  const facts = [
    `Portlight ${host.version}, ${host.kind}, at ${new Date(clock.wallMs()).toISOString()}`,
    'Addresses, names, paths and secrets are left out or crossed out.',
    '',
    `System: ${deps.system()}`,
    `Running for ${minutes} min; ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB of memory`,
    `Notifier: ${host.notifier ?? 'none'}`,
    `Targets: ${targets.length}, ${settings.current.targets.length} of one's own; ${counted(targets.map(({ protocol }) => protocol))}`,
    `Options: ${counted(targets.flatMap((target) => Object.keys(target)))}`,
    `States: ${counted(statuses.map(({ state }) => state))}`,
    `Results: ${counted(statuses.flatMap(({ lastResult }) => lastResult?.reason ?? (lastResult ? 'success' : [])))}`,
    `Sight: ${monitor.sight().kind}`,
    `Notices: ${counted(deps.notices().map(({ code }) => code))}`,
    `History: ${size === null ? 'does not answer' : `${size.bytes} bytes`}`,
    `Secrets: ${settingsSecretRefs(settings.current).length}`,
    `Settings: ${choicesOf(settings)}`,
  ]
  const sections = [
    facts.join('\n'),
    `--- The end of the log ---\n${redact(log, words)}`,
    ...crashes.map((crash) => `--- A crash report ---\n${redact(crash, words)}`),
  ]
  return `${sections.join('\n\n').trimEnd()}\n`
}

function counted(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  if (counts.size === 0) return 'none'
  return [...counts].map(([word, count]) => `${word} ${count}`).join(', ')
}

/** Numbers and choices among a few as they are; of any text only how long it is. */
function choicesOf({ current }: SettingsStore): string {
  const { targets: _targets, paused, ...rest } = current
  return JSON.stringify({ ...rest, paused: Object.keys(paused).length }, (_key, value: unknown) =>
    typeof value !== 'string' || /^(?:[a-z]{1,10}|[a-z]{2}-[A-Z]{2}|\d\d:\d\d)$/.test(value)
      ? value
      : `${value.length} characters`,
  )
}

/** Whatever of a person's could stand in the log, and what takes its place. */
async function knownWords(deps: DiagnosticsDeps): Promise<Map<string, string>> {
  const { settings, monitor, secrets } = deps
  const { network, alerts, followed = [], targets } = settings.current
  const words = new Map<string, string>()
  const add = (mark: string, ...texts: (string | undefined)[]): void => {
    for (const text of texts) for (const part of partsOf(text ?? '')) words.set(part, mark)
  }
  for (const target of [...monitor.targets(), ...targets]) add('[target]', ...wordsOf(target))
  add('[address]', network?.proxy, network?.proxyUsername, ...(network?.proxyBypass ?? []))
  add('[path]', network?.caFile, ...followed)
  for (const { name } of alerts?.maintenance ?? []) add('[name]', name)
  add('~', deps.home)
  add('[this computer]', deps.hostname)
  const refs = [...settingsSecretRefs(settings.current), ...targets.flatMap(secretRefs)]
  for (const ref of refs) {
    const answer = await secrets.get(ref)
    if (answer.ok) add('[secret]', answer.value)
  }
  return words
}

/** A text, and of an address its host, path and credentials, each of which may stand alone. */
function partsOf(text: string): string[] {
  const bare = text.replace(/^\*?\./, '')
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return [text, bare]
  const { host, hostname, pathname, username, password } = new URL(text)
  return [text, host, hostname, pathname, ...pathname.split('/'), username, password]
}

/** Every text of a target's options, and the host in its address. */
function wordsOf(target: TargetConfig): string[] {
  const { id: _id, protocol: _protocol, ...options } = target
  const parsed = parseTarget(addressOf(target))
  return [...textsIn(options), ...(parsed.ok ? [parsed.value.host] : [])]
}

const ownWords = new Set(['GET', 'HEAD', 'POST', 'PUT', 'text', 'hex', 'base64', 'escaped', '1.2', '1.3'])

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return ownWords.has(value) ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
