import { isDeepStrictEqual } from 'node:util'
import { type DesktopSettings, desktopDefaults } from '../contract/desktop.ts'
import { type SettingsPart, settingsParts } from '../contract/import.ts'
import { type Answer, contract } from '../contract/schemas.ts'
import { metricsDefaults, type Settings } from '../contract/settings.ts'
import { alertsOf } from './alert-options.ts'
import type { Handle } from './requests.ts'
import { retentionOf } from './retention.ts'

/** Parts of the settings as a file holds them, without secrets: what each one's request takes. */
export interface SettingsParts {
  current(): Partial<Record<SettingsPart, unknown>>
  /** Which of these would change something; a part that no request would take is in none, and is named. */
  compare(given: Readonly<Record<string, unknown>>): { other: Map<SettingsPart, unknown>; wrong: string[] }
  /** Takes one over as the person would have set it. */
  set(part: SettingsPart, value: unknown): Promise<Answer<unknown>>
}

const channels = {
  preferences: 'preferences:set',
  alerts: 'alerts:set',
  retention: 'retention:set',
  network: 'network:set',
  metrics: 'metrics:set',
  desktop: 'desktop:set',
} as const

/** `desktop`: this host is in somebody's session. */
export function createSettingsParts(deps: {
  settings: () => Settings
  handle: Handle
  desktop: boolean
}): SettingsParts {
  const { settings, handle, desktop } = deps
  const desktopOnly = new Set<SettingsPart>(['desktop', 'metrics'])
  const known = settingsParts.filter((part) => desktop || !desktopOnly.has(part))

  function current(): Partial<Record<SettingsPart, unknown>> {
    const all = settings()
    const { webhook: _address, snoozes: _passing, ...alerts } = alertsOf(all)
    const { proxy, proxyUsername, proxyBypass = [], caFile, interface: from } = all.network ?? {}
    const shown: DesktopSettings = all.desktop ?? desktopDefaults
    return {
      preferences: all.preferences,
      alerts,
      retention: retentionOf(all),
      network: {
        proxy: proxy ?? null,
        proxyUsername: proxyUsername ?? null,
        proxyBypass,
        caFile: caFile ?? null,
        interface: from ?? null,
      },
      ...(desktop ? { metrics: all.metrics ?? metricsDefaults, desktop: shown } : {}),
      followed: all.followed ?? [],
    }
  }

  async function follow(paths: readonly unknown[]): Promise<Answer<unknown>> {
    for (const path of paths) {
      const answer = await handle('followed:add', { path })
      if (!answer.ok && answer.code !== 'duplicate') return answer
    }
    return { ok: true, value: {} }
  }

  return {
    current,
    compare(given) {
      const now = current()
      const other = new Map<SettingsPart, unknown>()
      const wrong: string[] = []
      for (const part of known) {
        const value = given[part]
        if (value === undefined) continue
        if (part === 'followed') {
          const paths = Array.isArray(value) ? value : []
          const before = settings().followed ?? []
          if (paths.some((path) => !before.includes(path))) other.set(part, paths)
          continue
        }
        const parsed = contract[channels[part]].request.safeParse(value)
        if (!parsed.success) wrong.push(part)
        else if (!isDeepStrictEqual({ ...Object(now[part]), ...parsed.data }, now[part])) other.set(part, parsed.data)
      }
      return { other, wrong }
    },
    set: (part, value) =>
      part === 'followed' ? follow(Array.isArray(value) ? value : []) : handle(channels[part], value),
  }
}
