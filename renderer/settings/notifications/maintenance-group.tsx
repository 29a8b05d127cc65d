import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Maintenance } from '../../../electron/contract/alert-settings.ts'
import { t } from '../../i18n/text.ts'
import { useClock } from '../../ui/clock.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { type Draft, draftOf, newDraft } from './maintenance-draft.ts'
import { MaintenanceForm } from './maintenance-form.tsx'
import { maintenanceText } from './maintenance-text.ts'
import type { Alerts } from './use-alerts.ts'

/** Windows in which targets are probed and nothing counts. One at a time can be edited. */
export function MaintenanceGroup({ alerts, tags }: { alerts: Alerts; tags: readonly string[] }) {
  const { settings, keep, set } = alerts
  const windows = settings.maintenance
  const [draft, setDraft] = useState<Draft | null>(null)
  const text = t.settings.alerts.maintenance

  const save = async (window: Maintenance): Promise<string | null> => {
    const known = windows.some(({ id }) => id === window.id)
    const maintenance = known ? windows.map((one) => (one.id === window.id ? window : one)) : [...windows, window]
    const fault = await keep({ maintenance })
    if (fault === null) setDraft(null)
    return fault
  }

  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      <p className="hint">{text.hint}</p>
      {windows.map((window) =>
        draft?.id === window.id ? (
          <MaintenanceForm key={window.id} draft={draft} tags={tags} onSave={save} onCancel={() => setDraft(null)} />
        ) : (
          <WindowRow
            key={window.id}
            window={window}
            onEdit={() => setDraft(draftOf(window))}
            onRemove={() => set({ maintenance: windows.filter(({ id }) => id !== window.id) })}
          />
        ),
      )}
      {draft && !windows.some(({ id }) => id === draft.id) ? (
        <MaintenanceForm draft={draft} tags={tags} onSave={save} onCancel={() => setDraft(null)} />
      ) : (
        <Button className="btn small" onPress={() => setDraft(newDraft())}>
          {text.add}
        </Button>
      )}
    </section>
  )
}

interface WindowRowProps {
  window: Maintenance
  onEdit: () => void
  onRemove: () => void
}

function WindowRow({ window, onEdit, onRemove }: WindowRowProps) {
  const when = useClock((nowMs) => maintenanceText(window, nowMs))
  const text = t.settings.alerts.maintenance
  return (
    <div className="set">
      <span className="clip">{window.name}</span>
      <span className="d">{when}</span>
      <span className="c">
        <IconButton icon="edit" label={text.edit(window.name)} onPress={onEdit} />
        <IconButton icon="close" label={text.remove(window.name)} onPress={onRemove} />
      </span>
    </div>
  )
}
