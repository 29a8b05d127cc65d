import type { SightView, TargetView } from '../contract/snapshot.ts'
import { type SnoozeChoice, snoozeChoices } from '../contract/snooze-end.ts'
import type { Summary } from '../contract/states.ts'
import { english, type MenuWords } from './menu-words.ts'
import { summaryText } from './tray-state.ts'

/** What a menu item asks for. */
export type MenuAction =
  | { type: 'open' }
  | { type: 'open-target'; id: string }
  | { type: 'open-settings' }
  | { type: 'probe-all' }
  /** `recovery`: for good. */
  | { type: 'pause-all'; choice: SnoozeChoice }
  | { type: 'snooze'; ids: string[]; choice: SnoozeChoice }
  | { type: 'resume-all' }
  | { type: 'quit' }

/** One line of the tray menu; without an action it is text. */
export type MenuEntry =
  | { kind: 'separator' }
  | { kind: 'text'; label: string }
  | { kind: 'item'; label: string; action: MenuAction }
  | { kind: 'submenu'; label: string; entries: { label: string; action: MenuAction }[] }

/** Failing targets named in the menu; beyond these it says how many more there are. */
const namedFailures = 8

/** Menus are no place for a whole URL. */
const longestName = 48

const shorten = (text: string) => (text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text)

/** A time of day, with the date when it was not today. */
function since(iso: string, nowMs: number, locale: string): string {
  const date = new Date(iso)
  const today = date.toDateString() === new Date(nowMs).toDateString()
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const options = today ? time : ({ day: 'numeric', month: 'short', ...time } as const)
  return new Intl.DateTimeFormat(locale, options).format(date)
}

function failureLabel(target: TargetView, nowMs: number, locale: string, words: MenuWords): string {
  const label = target.lastResult?.result
  const when = target.since === null ? null : since(target.since, nowMs, locale)
  return words.failure(shorten(target.name), label ? words.label(label) : words.down, when, target.snoozed !== null)
}

function failures(down: readonly TargetView[], nowMs: number, locale: string, words: MenuWords): MenuEntry[] {
  const longestFirst = down.toSorted(
    (a, b) => (a.since ?? '').localeCompare(b.since ?? '') || a.name.localeCompare(b.name),
  )
  const named = longestFirst.slice(0, namedFailures).map((target): MenuEntry => {
    return {
      kind: 'item',
      label: failureLabel(target, nowMs, locale, words),
      action: { type: 'open-target', id: target.id },
    }
  })
  const rest = down.length - named.length
  if (rest > 0) named.push({ kind: 'item', label: words.moreDown(rest), action: { type: 'open' } })
  return named.length === 0 ? [] : [{ kind: 'separator' }, ...named]
}

/** Silences everything that is down and not silenced yet. */
function snooze(down: readonly TargetView[], words: MenuWords): MenuEntry[] {
  const ids = down.filter(({ snoozed }) => snoozed === null).map(({ id }) => id)
  if (ids.length === 0) return []
  const entries = snoozeChoices.map((choice) => ({
    label: words.snoozeFor[choice],
    action: { type: 'snooze', ids, choice } as const,
  }))
  return [{ kind: 'submenu', label: words.snooze, entries }]
}

function pauseAll(words: MenuWords): MenuEntry {
  const entries = snoozeChoices.map((choice) => ({
    label: choice === 'recovery' ? words.pauseForGood : words.snoozeFor[choice],
    action: { type: 'pause-all', choice } as const,
  }))
  return { kind: 'submenu', label: words.pauseAll, entries }
}

/**
 * The tray menu, given the targets that are down. The first line sums up in words, for whoever cannot tell the icons apart; the second opens the
 * popover, because on several Linux panels a click only ever opens this menu. Failing targets stand longest first.
 */
export function menuEntries(
  summary: Summary,
  sight: SightView,
  down: readonly TargetView[],
  nowMs: number,
  locale: string,
  words: MenuWords = english,
): MenuEntry[] {
  const { counts, total } = summary
  const entries: MenuEntry[] = [
    { kind: 'text', label: summaryText(summary, sight, words) },
    { kind: 'item', label: words.open, action: { type: 'open' } },
    ...failures(down, nowMs, locale, words),
    { kind: 'separator' },
  ]
  if (total > 0) entries.push({ kind: 'item', label: words.probeAll, action: { type: 'probe-all' } })
  entries.push(...snooze(down, words))
  if (counts.paused < total) entries.push(pauseAll(words))
  if (counts.paused > 0) entries.push({ kind: 'item', label: words.resumeAll, action: { type: 'resume-all' } })
  entries.push(
    { kind: 'item', label: words.settings, action: { type: 'open-settings' } },
    { kind: 'separator' },
    { kind: 'item', label: words.quit, action: { type: 'quit' } },
  )
  return entries
}

/** The same menu with a word, below its first line, that nothing can be told but here. */
export function withoutNotifications(
  [summary, ...rest]: readonly MenuEntry[],
  words: MenuWords = english,
): MenuEntry[] {
  const warning: MenuEntry = {
    kind: 'item',
    label: words.silent,
    action: { type: 'open-settings' },
  }
  return [...(summary ? [summary] : []), warning, ...rest]
}
