import { type ReactNode, useId } from 'react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import { SwitchRow } from '../fields/switch-row.tsx'
import { settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'
import { type OptionName, options } from './options.ts'

interface OptionFieldProps {
  name: OptionName
  text: string
  onText: (text: string) => void
  error: string | undefined
  onLeave: () => void
  /** The host keeps a secret for it. */
  kept?: boolean
  onDrop?: () => void
  autoFocus?: boolean
}

/** One option of a target: its name, its field, its default where nothing is written, and what is wrong with it. */
export function OptionField(props: OptionFieldProps) {
  const { name, text, onText } = props
  const { label, hint } = t.editor.options[name]
  const { input, short } = options[name]
  if (input === 'switch') {
    return (
      <div className="option" data-option={name}>
        <SwitchRow
          label={label}
          {...(hint && { hint })}
          isOn={text === 'on'}
          onChange={(on) => onText(on ? 'on' : 'off')}
        />
        <Fault text={props.error} />
      </div>
    )
  }
  return (
    <div className={short ? 'option short' : 'option'} data-option={name}>
      {input === 'choice' ? <Choice {...props} /> : <Written {...props} />}
    </div>
  )
}

function Written({ name, text, onText, error, onLeave, kept = false, onDrop, autoFocus = false }: OptionFieldProps) {
  const { label, hint } = t.editor.options[name]
  const { input } = options[name]
  const common = {
    className: 'in',
    placeholder: kept ? t.editor.kept : placeholderOf(name),
    autoComplete: input === 'secret' ? 'new-password' : 'off',
    autoCapitalize: 'off',
    autoCorrect: 'off',
    spellCheck: false,
  }
  return (
    <TextField
      className="field"
      value={text}
      onChange={onText}
      onBlur={onLeave}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(input === 'secret' && { type: 'password' })}
      autoFocus={autoFocus}
    >
      <Label>{label}</Label>
      <span className="with-drop">
        {input === 'area' ? <TextArea {...common} rows={1} /> : <Input {...common} />}
        {kept && text === '' && (
          <Button className="btn small" onPress={() => onDrop?.()} aria-label={t.editor.dropOf(label)}>
            {t.editor.drop}
          </Button>
        )}
      </span>
      {hint && error === undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="err">
        <Mark kind="down" />
        <span>{error}</span>
      </FieldError>
    </TextField>
  )
}

function Choice({ name, text, onText, error }: OptionFieldProps) {
  const id = useId()
  const { choices = [] } = options[name]
  const words: Readonly<Record<string, string>> = t.editor.choices
  return (
    <div className="field">
      <label htmlFor={id}>{t.editor.options[name].label}</label>
      <select id={id} className="in" value={text} onChange={(event) => onText(event.target.value)}>
        <option value="">{placeholderOf(name)}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {words[`${name} ${choice}`] ?? choice}
          </option>
        ))}
      </select>
      <Fault text={error} />
    </div>
  )
}

function Fault({ text }: { text: ReactNode }) {
  if (text === undefined) return null
  return (
    <p className="err" role="alert">
      <Mark kind="down" />
      <span>{text}</span>
    </p>
  )
}

/** What holds while nothing is written. */
function placeholderOf(name: OptionName): string {
  const { whenEmpty } = options[name]
  if (typeof whenEmpty === 'number') return settingText(whenEmpty)
  if (typeof whenEmpty === 'string') return whenEmpty
  return t.editor.options[name].empty ?? ''
}
