import { useId } from 'react'
import { t } from '../i18n/text.ts'
import { type Form, shownText } from './form.ts'
import { OptionField } from './option-field.tsx'
import { type Kind, kinds, type OptionName } from './options.ts'

interface AddressRowProps {
  form: Form
  kind: Kind
  onChange: (part: Partial<Form>) => void
  onText: (name: OptionName, text: string) => void
  onLeave: (name: OptionName) => void
  error: string | undefined
}

/** What is probed and where. A scheme written in the address chooses the probe too. */
export function AddressRow({ form, kind, onChange, onText, onLeave, error }: AddressRowProps) {
  const id = useId()
  const choose = (next: Kind): void => {
    const text = form.texts.target ?? form.base.target
    // A scheme that is written would win over what is chosen.
    const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    onChange({ kind: next, texts: { ...form.texts, target: next === 'http' ? text : bare } })
  }
  return (
    <div className="address-row">
      <div className="field">
        <label htmlFor={id}>{t.add.probe}</label>
        <select
          id={id}
          className="in"
          value={kind}
          onChange={(event) => choose(kinds.find((known) => known === event.target.value) ?? kind)}
        >
          {kinds.map((known) => (
            <option key={known} value={known}>
              {t.editor.kinds[known]}
            </option>
          ))}
        </select>
      </div>
      <OptionField
        name="target"
        text={shownText(form, 'target', { targets: [] })}
        onText={(text) => onText('target', text)}
        error={error}
        onLeave={() => onLeave('target')}
        autoFocus
      />
    </div>
  )
}
