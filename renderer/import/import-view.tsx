import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { ImportPlan, Progress, SettingsPart } from '../../electron/contract/import.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'
import { ViewHead } from '../ui/view-head.tsx'
import { PlanList } from './plan-list.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { Remarks } from './remarks.tsx'
import { SourceField } from './source-field.tsx'
import { isPath, useImport } from './use-import.ts'
import { useUndo } from './use-undo.ts'

interface ImportViewProps {
  /** Pasted elsewhere, or empty. */
  text: string
  progress: Progress | null
}

/** Brings in targets from what is pasted, written or named: what it would do, and then only what was chosen. */
export function ImportView({ text, progress }: ImportViewProps) {
  const { showList } = useActions()
  const importing = useImport(text)
  const { plan, chosen, parts, done, busy } = importing
  const path = isPath(importing.text)
  return (
    <div className="view">
      <ViewHead title={t.importing.title} onBack={() => showList(null)} />
      <div className="scroll import">
        <div className="import-source">
          <SourceField
            text={importing.text}
            onText={importing.setText}
            error={importing.error}
            onLook={importing.look}
            enterLooks={path}
          />
          {path && (
            <Button className="btn small" isPending={busy === 'looking'} onPress={importing.look}>
              {t.importing.look}
            </Button>
          )}
        </div>
        {plan && (
          <>
            {(plan.items.length > 0 || plan.errors.length === 0) && (
              <PlanList items={plan.items} chosen={chosen} onChosen={importing.choose} />
            )}
            <Remarks kind="down" title={t.importing.errors(plan.errors.length)} remarks={plan.errors} />
            <Parts plan={plan} chosen={parts} onChosen={importing.chooseParts} />
            <Remarks kind="degraded" title={t.importing.warnings} remarks={plan.warnings} />
          </>
        )}
        {done?.problems.map((problem) => (
          <p key={problem} className="err">
            <Mark kind="down" />
            <span>{asSentences(problem)}</span>
          </p>
        ))}
      </div>
      <div className="bar-b">
        <div className="outcome" role="status">
          {done && <Outcome text={t.importing.done(done)} />}
        </div>
        {busy !== null && <ProgressBar progress={progress} label={t.importing.busy[busy]} />}
        <span className="push" />
        {busy !== null && (
          <Button className="btn" onPress={importing.cancel}>
            {t.importing.cancel}
          </Button>
        )}
        {done ? (
          <Button className="btn primary" autoFocus onPress={() => showList(null)}>
            {t.importing.showList}
          </Button>
        ) : (
          busy !== 'importing' && (
            <Button
              className="btn primary"
              isDisabled={!plan || chosen.size + parts.size === 0}
              onPress={importing.apply}
            >
              {t.importing.apply(chosen.size)}
            </Button>
          )
        )}
      </div>
    </div>
  )
}

function Outcome({ text }: { text: string }) {
  const { last, undo } = useUndo()
  const [undone, setUndone] = useState<string | null>(null)
  return (
    <>
      <Mark kind="up" />
      <span>{undone ?? text}</span>
      {last && undone === null && (
        <Button className="btn text small" onPress={() => void undo(last.id).then(setUndone)}>
          {t.actions.undo}
        </Button>
      )}
    </>
  )
}

interface PartsProps {
  plan: ImportPlan
  chosen: ReadonlySet<SettingsPart>
  onChosen: (parts: ReadonlySet<SettingsPart>) => void
}

/** Settings that the file holds beside its targets. */
function Parts({ plan, chosen, onChosen }: PartsProps) {
  if (plan.settings.length === 0) return null
  return (
    <section aria-label={t.importing.parts}>
      <h2>{t.importing.parts}</h2>
      {plan.settings.map((part) => (
        <label key={part} className="part">
          <input
            type="checkbox"
            checked={chosen.has(part)}
            onChange={() => {
              const next = new Set(chosen)
              if (!next.delete(part)) next.add(part)
              onChosen(next)
            }}
          />
          {t.importing.part[part]}
        </label>
      ))}
    </section>
  )
}
