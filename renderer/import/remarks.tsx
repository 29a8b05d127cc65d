import type { ImportRemark } from '../../electron/contract/import.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'

/** As many as somebody reads; the command line prints all of them. */
const shown = 100

interface RemarksProps {
  kind: MarkKind
  title: string
  remarks: readonly ImportRemark[]
}

/** What there is to say about the files, each with its place. */
export function Remarks({ kind, title, remarks }: RemarksProps) {
  if (remarks.length === 0) return null
  return (
    <section className="remarks" aria-label={title}>
      <h2>
        <Mark kind={kind} />
        {title}
      </h2>
      <ul>
        {remarks.slice(0, shown).map(({ file, line, message }) => (
          <li key={JSON.stringify([file, line, message])}>
            {(file !== '' || line !== null) && <code>{placeOf(file, line)}</code>}
            <span>{asSentences(message)}</span>
          </li>
        ))}
        {remarks.length > shown && <li>{t.importing.more(remarks.length - shown)}</li>}
      </ul>
    </section>
  )
}

/** What was pasted has no file, only lines. */
function placeOf(file: string, line: number | null): string {
  if (file === '') return t.importing.line(line ?? 0)
  return line === null ? file : `${file}:${line}`
}
