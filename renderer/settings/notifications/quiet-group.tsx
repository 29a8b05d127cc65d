import type { QuietHours } from '../../../electron/contract/alert-settings.ts'
import { DayPicker } from '../../fields/day-picker.tsx'
import { Entry } from '../../fields/entry.tsx'
import { readTimeOfDay } from '../../fields/read-value.ts'
import { SwitchRow } from '../../fields/switch-row.tsx'
import { TagPicker } from '../../fields/tag-picker.tsx'
import { ZoneSelect } from '../../fields/zone-select.tsx'
import { t } from '../../i18n/text.ts'
import type { Alerts } from './use-alerts.ts'

/** When nothing is told, and of what all the same. */
export function QuietGroup({ alerts, tags }: { alerts: Alerts; tags: readonly string[] }) {
  const { settings, set, keep } = alerts
  const quiet = settings.quietHours
  const text = t.settings.alerts.quiet
  const change = (part: Partial<QuietHours>): void => set({ quietHours: { ...quiet, ...part } })
  return (
    <section className="setgroup quiet-hours">
      <h2>{text.title}</h2>
      <SwitchRow label={text.on} hint={text.hint} isOn={quiet.enabled} onChange={(enabled) => change({ enabled })} />
      {quiet.enabled && (
        <>
          <Entry
            label={text.from}
            value={quiet.from}
            write={String}
            read={readTimeOfDay}
            onCommit={(from) => keep({ quietHours: { ...quiet, from } })}
          />
          <Entry
            label={text.to}
            value={quiet.to}
            write={String}
            read={readTimeOfDay}
            onCommit={(to) => keep({ quietHours: { ...quiet, to } })}
          />
          <div className="set">
            <span>{text.days}</span>
            <span className="d">{text.daysHint}</span>
            <span className="c">
              <DayPicker label={text.days} days={quiet.days} onChange={(days) => change({ days })} />
            </span>
          </div>
          <div className="set">
            <span>{text.zone}</span>
            <span className="c one">
              <ZoneSelect label={text.zone} zone={quiet.timeZone} onChange={(timeZone) => change({ timeZone })} />
            </span>
          </div>
          <div className="set tall">
            <span>{text.except}</span>
            <span className="c one">
              <TagPicker
                label={text.except}
                known={tags}
                chosen={quiet.exceptTags}
                onChange={(exceptTags) => change({ exceptTags })}
              />
            </span>
          </div>
        </>
      )}
    </section>
  )
}
