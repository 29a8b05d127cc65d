import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { exportFormats } from '../../electron/contract/schemas.ts'
import { Segments } from '../fields/segments.tsx'
import { t } from '../i18n/text.ts'
import { useExport } from './use-export.ts'

/** As many as somebody reads; the command line prints all of them. */
const shown = 50

/** Takes the configuration along, or gives the targets to another program. */
export function ExportGroup() {
  const [format, setFormat] = useState<(typeof exportFormats)[number]>('portlight')
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const exporting = useExport()
  const text = t.settings.exporting
  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      <Segments
        label={text.format}
        hint={text.hints[format]}
        choices={exportFormats}
        chosen={format}
        write={(name) => text.formats[name]}
        onChange={(next) => {
          setFormat(next)
          setWarnings([])
        }}
      />
      <Button className="btn small" onPress={() => void exporting(format).then(setWarnings)}>
        {t.exporting.save}
      </Button>
      {warnings.length > 0 && (
        <ul className="left-out" aria-label={text.leftOut}>
          {warnings.slice(0, shown).map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
          {warnings.length > shown && <li>{t.importing.more(warnings.length - shown)}</li>}
        </ul>
      )}
    </section>
  )
}
