import type { Feed } from '../app/feed.ts'
import type { SightView, TargetView } from '../contract/snapshot.ts'
import type { Summary } from '../contract/states.ts'
import type { Clock, Unsubscribe } from '../monitor/ports.ts'
import { menuEntries } from './menu.ts'
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

/** Shows what the feed tells in the tray, and passes it on to the page. */
export function showFeed(
  feed: Feed,
  { tray, popover, clock, locale }: { tray: TrayIcon; popover: Popover; clock: Clock; locale: string },
): Unsubscribe {
  const usedLocale = knownLocale(locale)
  const down = new Map<string, TargetView>()

  function note(targets: readonly TargetView[]): void {
    for (const target of targets) {
      if (target.state === 'down') down.set(target.id, target)
      else down.delete(target.id)
    }
  }

  function draw(summary: Summary, sight: SightView): void {
    const entries = menuEntries(summary, sight, [...down.values()], clock.wallMs(), usedLocale)
    tray.update(summary, sight, entries)
  }

  const { targets, summary, sight } = feed.snapshot()
  note(targets)
  draw(summary, sight)
  return feed.subscribe((delta) => {
    for (const id of delta.removed) down.delete(id)
    note(delta.changed)
    draw(delta.summary, delta.sight)
    popover.sendDelta(delta)
  })
}
