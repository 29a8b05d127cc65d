import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { TextField } from 'react-aria-components/TextField'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/mark.tsx'
import type { HeaderRow } from './form.ts'

interface HeaderFieldsProps {
  rows: readonly HeaderRow[]
  onRows: (rows: readonly HeaderRow[]) => void
  error: string | undefined
}

/** The headers to send. The value of one can be a secret: then it goes to the host and never comes back. */
export function HeaderFields({ rows, onRows, error }: HeaderFieldsProps) {
  const change = (nth: number, part: Partial<HeaderRow>): void => {
    onRows(rows.map((row) => (row.nth === nth ? { ...row, ...part } : row)))
  }
  const field = { autoComplete: 'off', spellCheck: false, className: 'in' }
  return (
    <fieldset className="option headers" data-option="headers">
      <legend>{t.editor.options.headers.label}</legend>
      {rows.map(({ nth, name, text, secret, kept }, at) => (
        <div key={nth} className="header-row">
          <TextField
            aria-label={t.editor.headerName(at + 1)}
            value={name}
            onChange={(next) => change(nth, { name: next })}
          >
            <Input {...field} placeholder={t.editor.headerPlaceholder} />
          </TextField>
          <TextField
            aria-label={t.editor.headerValue(at + 1)}
            value={text}
            onChange={(next) => change(nth, { text: next })}
            type={secret ? 'password' : 'text'}
          >
            <Input {...field} placeholder={kept ? t.editor.kept : ''} />
          </TextField>
          <ToggleButton
            className="tag"
            isSelected={secret}
            // What is kept cannot be shown, so it stays a secret until another value is written.
            onChange={(next) => change(nth, { secret: next, kept: next ? kept : null })}
          >
            {t.editor.secret}
          </ToggleButton>
          <IconButton
            icon="remove"
            label={t.editor.removeHeader(at + 1)}
            onPress={() => onRows(rows.filter((row) => row.nth !== nth))}
          />
        </div>
      ))}
      <Button
        className="btn text small"
        onPress={() => {
          const nth = Math.max(-1, ...rows.map((row) => row.nth)) + 1
          onRows([...rows, { nth, name: '', text: '', secret: false, kept: null }])
        }}
      >
        {t.editor.addHeader}
      </Button>
      {error !== undefined && (
        <p className="err" role="alert">
          <Mark kind="down" />
          <span>{error}</span>
        </p>
      )}
    </fieldset>
  )
}
