import { FieldError } from 'react-aria-components/FieldError'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'

interface SourceFieldProps {
  text: string
  onText: (text: string) => void
  error: string | null
  onLook: () => void
  /** Enter asks for a look, as what is written is one line. */
  enterLooks: boolean
}

/** Takes whatever names targets: lines, commands, tables, a path, or a file that the browser reads. */
export function SourceField({ text, onText, error, onLook, enterLooks }: SourceFieldProps) {
  const open = async (file: File | undefined): Promise<void> => {
    if (file) onText(await file.text())
  }
  return (
    <>
      <TextField
        className="field"
        aria-label={t.importing.source}
        value={text}
        onChange={onText}
        isInvalid={error !== null}
        validationBehavior="aria"
        autoFocus
      >
        <TextArea
          className="in area"
          rows={5}
          placeholder={t.importing.examples}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(enterLooks || event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            onLook()
          }}
        />
        {error === null && (
          <Text slot="description" className="hint">
            {t.importing.hint}
          </Text>
        )}
        <FieldError className="err">
          <Mark kind="down" />
          <span>{error}</span>
        </FieldError>
      </TextField>
      <label className="btn small choose-file">
        {t.importing.chooseFile}
        <input
          type="file"
          accept=".toml,.json,.txt,.sh,.conf,text/*"
          onChange={(event) => {
            void open(event.target.files?.[0])
            // The same file again is a change too.
            event.target.value = ''
          }}
        />
      </label>
    </>
  )
}
