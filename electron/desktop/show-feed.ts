import type { Feed } from '../app/feed.ts'
import type { Notice, SightView, TargetView } from '../contract/snapshot.ts'
import type { Summary } from '../contract/states.ts'
import type { Clock, Unsubscribe } from '../monitor/ports.ts'
import { menuEntries, withoutNotifications } from './menu.ts'
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
  }: {
    tray: Pick<TrayIcon, 'update'>
    popover: Pick<Popover, 'sendDelta'>
    clock: Pick<Clock, 'wallMs'>
    locale: string
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

  function draw({ summary, sight, notices }: Shown): void {
    const entries = menuEntries(summary, sight, [...down.values()], clock.wallMs(), usedLocale)
    const silent = notices.some(({ code }) => code === 'notifications-unavailable')
    tray.update(summary, sight, silent ? withoutNotifications(entries) : entries)
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
