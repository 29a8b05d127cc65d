import { batteryFactors } from '../../electron/contract/desktop.ts'
import { Segments } from '../fields/segments.tsx'
import { SwitchRow } from '../fields/switch-row.tsx'
import { t } from '../i18n/text.ts'
import { ShortcutRow } from './shortcut-row.tsx'
import { useDesktop } from './use-desktop.ts'

/** What the desktop app is to do in the session. */
export function SessionGroup() {
  const { view, keep, set } = useDesktop()
  const text = t.settings.session
  if (view === null) return null
  const { launchAtLogin, keepOpen, onTop, batteryFactor, shortcut, shortcutFault } = view
  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      {launchAtLogin === 'unsupported' ? (
        <p className="hint">{text.noLogin}</p>
      ) : (
        <SwitchRow
          label={text.login}
          {...(launchAtLogin === 'requires-approval' ? { hint: text.approve } : {})}
          isOn={launchAtLogin !== 'off'}
          onChange={(next) => set({ launchAtLogin: next })}
        />
      )}
      <SwitchRow
        label={text.keepOpen}
        hint={text.keepOpenHint}
        isOn={keepOpen}
        onChange={(next) => set({ keepOpen: next })}
      />
      <SwitchRow label={text.onTop} isOn={onTop} onChange={(next) => set({ onTop: next })} />
      <ShortcutRow shortcut={shortcut} fault={shortcutFault} onKeep={(next) => keep({ shortcut: next })} />
      <Segments
        label={text.battery}
        hint={text.batteryHint}
        choices={batteryFactors}
        chosen={batteryFactor}
        write={text.factor}
        onChange={(next) => set({ batteryFactor: next })}
      />
    </section>
  )
}
