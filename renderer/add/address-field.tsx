import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Text } from 'react-aria-components/Text'
import { TextField } from 'react-aria-components/TextField'
import { isForImport } from '../../electron/contract/pasted.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'

interface AddressFieldProps {
  line: string
  onLine: (line: string) => void
  error: string | null
  hint?: string
}

/** The one line an address is written in, with what is wrong under it. */
export function AddressField({ line, onLine, error, hint }: AddressFieldProps) {
  const { showImport } = useActions()
  return (
    <TextField
      className="field"
      aria-label={t.add.label}
      value={line}
      onChange={onLine}
      isInvalid={error !== null}
      validationBehavior="aria"
      maxLength={4096}
      autoFocus
    >
      <Input
        className="in tall"
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text')
          if (!isForImport(pasted)) return
          event.preventDefault()
          showImport(pasted)
        }}
        placeholder={t.empty.placeholder}
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
