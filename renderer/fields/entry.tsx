import { type KeyboardEvent, useState } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { TextField } from 'react-aria-components/TextField'
import type { Parsed } from '../../electron/contract/duration.ts'
import { asSentences } from '../i18n/format.ts'
import { Mark } from '../ui/mark.tsx'

interface EntryProps<T> {
  /** Beside the field. */
  label: string
  hint?: string
  value: T
  /** How the value is written in the field. */
  write: (value: T) => string
  read: (text: string) => Parsed<T>
  /** Keeps the value; answers what the host has against it, or null. */
  onCommit: (value: T) => Promise<string | null>
  placeholder?: string
  /** `long`: below its label, over the whole width. */
  size?: 'short' | 'wide' | 'long'
  /** It is written and never shown. */
  secret?: boolean
  maxLength?: number
}

/**
 * A value that is written as text, in a row of the settings. It is taken over on Enter and when the field is left; what is
 * wrong with it is said below, and Escape brings back what was.
 */
export function Entry<T>({
  label,
  hint,
  value,
  write,
  read,
  onCommit,
  placeholder,
  size = 'short',
  ...more
}: EntryProps<T>) {
  const { secret = false, maxLength = 200 } = more
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const commit = async (): Promise<void> => {
    if (draft === null) return
    const parsed = read(draft)
    if (!parsed.ok) return setError(asSentences(parsed.message))
    if (write(parsed.value) !== write(value)) {
      const fault = await onCommit(parsed.value)
      if (fault !== null) return setError(asSentences(fault))
    }
    setDraft(null)
    setError(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void commit()
    if (event.key !== 'Escape' || draft === null) return
    // It belongs to the field, and does not leave the view.
    event.preventDefault()
    event.stopPropagation()
    setDraft(null)
    setError(null)
  }

  return (
    <TextField
      className="set entry"
      aria-label={label}
      value={draft ?? write(value)}
      onChange={(text) => {
        setDraft(text)
        setError(null)
      }}
      onBlur={() => void commit()}
      isInvalid={error !== null}
      validationBehavior="aria"
      maxLength={maxLength}
      type={secret ? 'password' : 'text'}
    >
      <span>{label}</span>
      {hint !== undefined && <span className="d">{hint}</span>}
      <span className={size === 'long' ? 'c below' : hint === undefined ? 'c one' : 'c'}>
        <Input
          className={`in ${size}`}
          placeholder={placeholder}
          autoComplete={secret ? 'new-password' : 'off'}
          spellCheck={false}
          onKeyDown={onKeyDown}
        />
      </span>
      <FieldError className="err">
        <Mark kind="down" />
        <span>{error}</span>
      </FieldError>
    </TextField>
  )
}
