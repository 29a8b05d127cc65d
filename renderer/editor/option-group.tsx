import { useState } from 'react'
import { t } from '../i18n/text.ts'
import { type Faults, type Form, headerRows, isWritten, keptAt, shownText } from './form.ts'
import { HeaderFields } from './header-fields.tsx'
import { OptionField } from './option-field.tsx'
import { type Group, groupOf, hasOption, type Kind, type OptionName, optionNames, options } from './options.ts'
import type { Known } from './read-option.ts'

interface OptionGroupProps {
  group: Group
  kind: Kind
  form: Form
  known: Known
  faults: Faults
  onText: (name: OptionName, text: string) => void
  onForm: (part: Partial<Form>) => void
  onLeave: (name: OptionName) => void
}

/** Options that belong together. A closed group says which of its options are written; one with a fault is open. */
export function OptionGroup({ group, kind, form, known, faults, onText, onForm, onLeave }: OptionGroupProps) {
  const names = optionNames.filter(
    (name) => name !== 'target' && hasOption(kind, name) && groupOf(kind, name) === group,
  )
  const written = names.filter((name) => isWritten(form, name, known))
  const [open, setOpen] = useState(group === 'timing' || group === 'main')
  const wrong = names.some((name) => faults[name] !== undefined)
  if (names.length === 0) return null
  const fields = (
    <div className="options">
      {names.map((name) =>
        name === 'headers' ? (
          <HeaderFields
            key={name}
            rows={headerRows(form)}
            onRows={(headers) => onForm({ headers })}
            error={faults.headers}
          />
        ) : (
          <OptionField
            key={name}
            name={name}
            text={shownText(form, name, known)}
            onText={(text) => onText(name, text)}
            error={faults[name]}
            onLeave={() => onLeave(name)}
            kept={keptAt(form, name) !== null && options[name].secret === true}
            onDrop={() => onForm({ dropped: [...form.dropped, name] })}
          />
        ),
      )}
    </div>
  )
  if (group === 'main') return fields
  return (
    <details className="sect" open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t.editor.groups[group]}
        <span className="sub clip">
          {written.length === 0 ? t.editor.asDefault : written.map((name) => t.editor.options[name].label).join(', ')}
        </span>
      </summary>
      {fields}
    </details>
  )
}
