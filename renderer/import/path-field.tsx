import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import { Mark } from '../ui/mark.tsx'

interface PathFieldProps {
  label: string
  path: string
  onPath: (path: string) => void
  error: string | null
  hint?: string
  autoFocus?: boolean
}

/** The one line a path is written in, with what is wrong under it. */
export function PathField({ label, path, onPath, error, hint, autoFocus = false }: PathFieldProps) {
  return (
    <TextField
      className="field"
      aria-label={label}
      value={path}
      onChange={onPath}
      isInvalid={error !== null}
      validationBehavior="aria"
      maxLength={4096}
      autoFocus={autoFocus}
    >
      <Input
        className="in"
        placeholder="/etc/categraf/conf"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      {error === null && hint !== undefined && (
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
