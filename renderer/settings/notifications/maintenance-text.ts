import type { Maintenance } from '../../../electron/contract/alert-settings.ts'
import { formatClock, settingText } from '../../i18n/format.ts'
import { weekdays } from '../../i18n/moments.ts'
import { t } from '../../i18n/text.ts'

/** When a window is and what it is about, in one line. */
export function maintenanceText({ when, tags, targetIds }: Maintenance, nowMs: number): string {
  const text = t.settings.alerts.maintenance
  const about =
    targetIds !== null ? text.someTargets(targetIds.length) : tags !== null ? text.tagged(tags.join(', ')) : text.all
  if (when.kind === 'once') {
    return `${text.span(formatClock(when.from, nowMs), formatClock(when.until, nowMs))}${t.join}${about}`
  }
  const days =
    when.days.length === 7
      ? text.daily
      : weekdays()
          .filter(({ day }) => when.days.includes(day))
          .map(({ medium }) => medium)
          .join(', ')
  const zone = when.timeZone === null ? '' : `${t.join}${when.timeZone.replaceAll('_', ' ')}`
  return `${text.weekly(days, when.from, settingText(when.durationMs))}${t.join}${about}${zone}`
}
