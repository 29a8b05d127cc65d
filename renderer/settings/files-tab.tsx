import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Followed } from '../../electron/contract/snapshot.ts'
import { formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { FollowedGroup } from '../import/followed-group.tsx'
import { useUndo } from '../import/use-undo.ts'
import { useClock } from '../ui/clock.ts'
import { ExportGroup } from './export-group.tsx'

/** What comes from files and goes to them. */
export function FilesTab({ followed }: { followed: readonly Followed[] }) {
  return (
    <div className="scroll">
      <FollowedGroup followed={followed} />
      <LastImport />
      <ExportGroup />
    </div>
  )
}

function LastImport() {
  const { last, undo } = useUndo()
  const [undone, setUndone] = useState<string | null>(null)
  const at = useClock((now) => last && formatClock(last.at, now))
  if (last === null && undone === null) return null
  return (
    <section className="setgroup">
      <div className="set">
        <span>{last && undone === null ? t.importing.last(at ?? '') : t.importing.title}</span>
        <span className="d" role="status">
          {undone ?? (last && t.importing.done(last))}
        </span>
        {last && undone === null && (
          <span className="c">
            <Button className="btn small" onPress={() => void undo(last.id).then(setUndone)}>
              {t.actions.undo}
            </Button>
          </span>
        )}
      </div>
    </section>
  )
}
