import { alertSettingsSchema, defaultAlertSettings } from '../../../electron/contract/alert-settings.ts'
import { Entry } from '../../fields/entry.tsx'
import { orNothing, readDuration } from '../../fields/read-value.ts'
import { SwitchRow } from '../../fields/switch-row.tsx'
import { settingText } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import type { Alerts } from './use-alerts.ts'

const { shape } = alertSettingsSchema
const reminder = shape.remindAfterMs.def.innerType

const spanOrNothing = (ms: number | null): string => (ms === null ? '' : settingText(ms))

/** How long notices wait for one another, and what is said again while something stays down. */
export function TimingGroup({ alerts }: { alerts: Alerts }) {
  const { settings, set, keep } = alerts
  const { remindAfterMs, remindEveryMs } = settings
  const text = t.settings.alerts
  return (
    <>
      <section className="setgroup">
        <h2>{text.gather}</h2>
        <Entry
          label={text.gatherFor}
          hint={text.gatherHint}
          value={settings.gatherMs}
          write={settingText}
          read={readDuration(shape.gatherMs)}
          onCommit={(gatherMs) => keep({ gatherMs })}
        />
        <Entry
          label={text.settle}
          hint={text.settleHint}
          value={settings.settleMs}
          write={settingText}
          read={readDuration(shape.settleMs)}
          onCommit={(settleMs) => keep({ settleMs })}
        />
      </section>
      <section className="setgroup">
        <h2>{text.remind}</h2>
        <SwitchRow
          label={text.remindOn}
          isOn={remindAfterMs !== null}
          onChange={(on) =>
            set(
              on
                ? {
                    remindAfterMs: defaultAlertSettings.remindAfterMs,
                    remindEveryMs: defaultAlertSettings.remindEveryMs,
                  }
                : { remindAfterMs: null, remindEveryMs: null },
            )
          }
        />
        {remindAfterMs !== null && (
          <>
            <Entry
              label={text.remindAfter}
              value={remindAfterMs}
              write={settingText}
              read={readDuration(reminder)}
              onCommit={(next) => keep({ remindAfterMs: next })}
            />
            <Entry
              label={text.remindEvery}
              value={remindEveryMs}
              write={spanOrNothing}
              read={orNothing(readDuration(reminder))}
              onCommit={(next) => keep({ remindEveryMs: next })}
              placeholder={text.never}
            />
          </>
        )}
      </section>
      <section className="setgroup">
        <h2>{text.sound}</h2>
        <SwitchRow
          label={text.soundCritical}
          isOn={settings.sound.critical}
          onChange={(critical) => set({ sound: { ...settings.sound, critical } })}
        />
        <SwitchRow
          label={text.soundNormal}
          isOn={settings.sound.normal}
          onChange={(normal) => set({ sound: { ...settings.sound, normal } })}
        />
      </section>
    </>
  )
}
