import { alertSettingsSchema } from '../../../electron/contract/alert-settings.ts'
import { useActions } from '../../actions.ts'
import { Entry } from '../../fields/entry.tsx'
import { readCount, readDayList } from '../../fields/read-value.ts'
import { SwitchRow } from '../../fields/switch-row.tsx'
import { t } from '../../i18n/text.ts'
import type { Alerts } from './use-alerts.ts'

const { shape } = alertSettingsSchema

/** What is told at all, and after how much of it. */
export function TellGroup({ alerts, notifications }: { alerts: Alerts; notifications: boolean }) {
  const { run } = useActions()
  const { settings, set, keep } = alerts
  const text = t.settings.alerts
  return (
    <>
      <section className="setgroup">
        <SwitchRow
          label={text.on}
          hint={text.onHint}
          isOn={notifications}
          onChange={(next) => run('preferences:set', { notifications: next })}
        />
      </section>
      <section className="setgroup">
        <h2>{text.tell}</h2>
        <Entry
          label={text.down}
          hint={text.downHint}
          value={settings.confirmFailures}
          write={String}
          read={readCount(shape.confirmFailures)}
          onCommit={(confirmFailures) => keep({ confirmFailures })}
        />
        <SwitchRow
          label={text.up}
          isOn={settings.tellRecoveries}
          onChange={(tellRecoveries) => set({ tellRecoveries })}
        />
        <Entry
          label={text.confirmUp}
          hint={text.confirmUpHint}
          value={settings.confirmRecoveries}
          write={String}
          read={readCount(shape.confirmRecoveries)}
          onCommit={(confirmRecoveries) => keep({ confirmRecoveries })}
        />
        <SwitchRow
          label={text.changed}
          hint={text.changedHint}
          isOn={settings.tellCodeChanges}
          onChange={(tellCodeChanges) => set({ tellCodeChanges })}
        />
        <SwitchRow
          label={text.slow}
          hint={text.slowHint}
          isOn={settings.tellDegraded}
          onChange={(tellDegraded) => set({ tellDegraded })}
        />
        <SwitchRow
          label={text.certificate}
          isOn={settings.tellCertificates}
          onChange={(tellCertificates) => set({ tellCertificates })}
        />
        {settings.tellCertificates && (
          <Entry
            label={text.certificateDays}
            hint={text.certificateDaysHint}
            value={settings.certificateDays}
            write={(days) => days.join(', ')}
            read={readDayList(shape.certificateDays)}
            onCommit={(certificateDays) => keep({ certificateDays })}
            size="wide"
          />
        )}
        <SwitchRow
          label={text.certificateChange}
          isOn={settings.tellCertificateChanges}
          onChange={(tellCertificateChanges) => set({ tellCertificateChanges })}
        />
      </section>
      <section className="setgroup">
        <h2>{text.computer}</h2>
        <SwitchRow
          label={text.offline}
          hint={text.offlineHint}
          isOn={settings.tellOffline}
          onChange={(tellOffline) => set({ tellOffline })}
        />
      </section>
    </>
  )
}
