import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import type { Maintenance } from '../../../electron/contract/alert-settings.ts'
import { DayPicker } from '../../fields/day-picker.tsx'
import { TagPicker } from '../../fields/tag-picker.tsx'
import { ZoneSelect } from '../../fields/zone-select.tsx'
import { asSentences } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { Mark } from '../../ui/mark.tsx'
import { type Draft, type DraftFault, readDraft } from './maintenance-draft.ts'

interface MaintenanceFormProps {
  draft: Draft
  tags: readonly string[]
  /** Answers what the host has against the window, or null. */
  onSave: (window: Maintenance) => Promise<string | null>
  onCancel: () => void
}

/** One maintenance window: what it is called, what it is about and when. */
export function MaintenanceForm({ draft: initial, tags, onSave, onCancel }: MaintenanceFormProps) {
  const [draft, setDraft] = useState(initial)
  const [fault, setFault] = useState<DraftFault | null>(null)
  const text = t.settings.alerts.maintenance
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part })
    setFault(null)
  }
  const save = async (): Promise<void> => {
    const read = readDraft(draft)
    if (!read.ok) return setFault(read.fault)
    const message = await onSave(read.window)
    if (message !== null) setFault({ field: null, message })
  }
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    void save()
  }
  const errorOf = (field: DraftFault['field']): string | null =>
    fault?.field === field ? asSentences(fault.message) : null

  return (
    <form className="card window-form" onSubmit={onSubmit} noValidate aria-label={text.title}>
      <Field
        label={text.name}
        value={draft.name}
        onChange={(name) => change({ name })}
        error={errorOf('name')}
        autoFocus
      />
      <Choice
        label={text.about}
        options={{ all: text.all, tags: text.byTag }}
        value={draft.tags === null ? 'all' : 'tags'}
        onChange={(choice) => change({ tags: choice === 'all' ? null : [], targetIds: null })}
      />
      {draft.targetIds !== null && <p className="hint">{text.someTargets(draft.targetIds.length)}</p>}
      {draft.tags !== null && (
        <Group error={errorOf('tags')}>
          <TagPicker label={text.byTag} known={tags} chosen={draft.tags} onChange={(next) => change({ tags: next })} />
        </Group>
      )}
      <Choice
        label={text.when}
        options={{ once: text.once, weekly: text.everyWeek }}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      {draft.kind === 'once' ? (
        <div className="pair">
          <Field
            label={text.from}
            type="datetime-local"
            value={draft.onceFrom}
            onChange={(onceFrom) => change({ onceFrom })}
            error={errorOf('onceFrom')}
          />
          <Field
            label={text.until}
            type="datetime-local"
            value={draft.onceUntil}
            onChange={(onceUntil) => change({ onceUntil })}
            error={errorOf('onceUntil')}
          />
        </div>
      ) : (
        <>
          <Group error={errorOf('days')}>
            <DayPicker label={text.days} days={draft.days} onChange={(days) => change({ days })} />
          </Group>
          <div className="pair">
            <Field label={text.from} value={draft.from} onChange={(from) => change({ from })} error={errorOf('from')} />
            <Field
              label={text.lasts}
              value={draft.duration}
              onChange={(duration) => change({ duration })}
              error={errorOf('duration')}
            />
          </div>
          <div className="choice">
            <span className="lab">{text.zone}</span>
            <ZoneSelect label={text.zone} zone={draft.timeZone} onChange={(timeZone) => change({ timeZone })} />
          </div>
        </>
      )}
      {fault?.field === null && <Group error={asSentences(fault.message)} />}
      <div className="form-end">
        <Button className="btn small" onPress={onCancel}>
          {text.cancel}
        </Button>
        <Button type="submit" className="btn small primary">
          {text.save}
        </Button>
      </div>
    </form>
  )
}

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  error: string | null
  type?: 'text' | 'datetime-local'
  autoFocus?: boolean
}

function Field({ label, value, onChange, error, type = 'text', autoFocus = false }: FieldProps) {
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      validationBehavior="aria"
      maxLength={200}
      autoFocus={autoFocus}
    >
      <Label className="lab">{label}</Label>
      <Input className="in" type={type} autoComplete="off" spellCheck={false} />
      <FieldError className="err">
        <Mark kind="down" />
        <span>{error}</span>
      </FieldError>
    </TextField>
  )
}

function Group({ error, children }: { error: string | null; children?: ReactNode }) {
  return (
    <div>
      {children}
      {error !== null && (
        <p className="err" role="alert">
          <Mark kind="down" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

interface ChoiceProps<K extends string> {
  label: string
  options: Record<K, string>
  value: K
  onChange: (key: K) => void
}

function Choice<K extends string>({ label, options, value, onChange }: ChoiceProps<K>) {
  const keys = Object.keys(options).filter((key): key is K => key in options)
  return (
    <div className="choice">
      <span className="lab">{label}</span>
      <ToggleButtonGroup
        className="seg"
        aria-label={label}
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(chosen) => {
          const key = keys.find((one) => chosen.has(one))
          if (key !== undefined) onChange(key)
        }}
      >
        {keys.map((key) => (
          <ToggleButton key={key} id={key} className="seg-b">
            {options[key]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
