import type { Feed } from '../app/feed.ts'
import { languageFor } from '../contract/language.ts'
import type { Preferences } from '../contract/settings.ts'
import type { Notice, SightView, TargetView } from '../contract/snapshot.ts'
import type { Summary } from '../contract/states.ts'
import type { Clock, Unsubscribe } from '../monitor/ports.ts'
import { menuEntries, withoutNotifications } from './menu.ts'
import { menuWords } from './menu-words.ts'
import type { Popover } from './popover.ts'
import type { TrayIcon } from './tray.ts'

/** A locale as the system names it, if JavaScript knows the name. */
function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

interface Shown {
  preferences: Preferences
  summary: Summary
  sight: SightView
  notices: readonly Notice[]
}

/** Shows what the feed tells in the tray, and passes it on to the page. */
export function showFeed(
  feed: Feed,
  {
    tray,
    popover,
    clock,
    locale,
    language = locale,
  }: {
    tray: Pick<TrayIcon, 'update'>
    popover: Pick<Popover, 'sendDelta'>
    clock: Pick<Clock, 'wallMs'>
    locale: string
    /** BCP 47 name of the system's language; absent: that of the locale. */
    language?: string
  },
): Unsubscribe {
  const usedLocale = knownLocale(locale)
  const down = new Map<string, TargetView>()

  function note(targets: readonly TargetView[]): void {
    for (const target of targets) {
      if (target.state === 'down') down.set(target.id, target)
      else down.delete(target.id)
    }
  }

  function draw({ summary, sight, notices, preferences }: Shown): void {
    const spoken = languageFor(preferences.language, [language])
    const words = menuWords[spoken]
    // Times are written as the system does, unless in another language than its own.
    const timeLocale = usedLocale.slice(0, 2) === spoken.slice(0, 2) || spoken === 'en' ? usedLocale : spoken
    const entries = menuEntries(summary, sight, [...down.values()], clock.wallMs(), timeLocale, words)
    const silent = notices.some(({ code }) => code === 'notifications-unavailable')
    tray.update(summary, sight, silent ? withoutNotifications(entries, words) : entries)
  }

  const snapshot = feed.snapshot()
  note(snapshot.targets)
  draw(snapshot)
  return feed.subscribe((delta) => {
    for (const id of delta.removed) down.delete(id)
    note(delta.changed)
    draw(delta)
    popover.sendDelta(delta)
  })
}
