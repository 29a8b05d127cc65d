import type { SyntheticEvent } from 'react'
import { Button } from 'react-aria-components/Button'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'
import { ViewHead } from '../ui/view-head.tsx'
import { PathField } from './path-field.tsx'
import { PlanList } from './plan-list.tsx'
import { Remarks } from './remarks.tsx'
import { useImport } from './use-import.ts'

/** Brings in targets from Categraf's files: a path, what it would do, and then only what was chosen. */
export function ImportView() {
  const { showList } = useActions()
  const { path, setPath, plan, chosen, choose, done, error, busy, look, apply } = useImport()
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    look()
  }
  return (
    <div className="view">
      <ViewHead title={t.importing.title} onBack={() => showList(null)} />
      <div className="scroll import">
        <form className="import-path" onSubmit={onSubmit} noValidate aria-label={t.importing.title}>
          <PathField
            label={t.importing.path}
            path={path}
            onPath={setPath}
            error={error}
            hint={t.importing.hint}
            autoFocus
          />
          <Button type="submit" className="btn" isDisabled={path.trim() === ''} isPending={busy && !plan}>
            {t.importing.look}
          </Button>
        </form>
        {plan && (
          <>
            <Remarks kind="down" title={t.importing.errors} remarks={plan.errors} />
            <PlanList items={plan.items} chosen={chosen} onChosen={choose} />
            <Remarks kind="degraded" title={t.importing.warnings} remarks={plan.warnings} />
          </>
        )}
      </div>
      <div className="bar-b">
        <div className="outcome" role="status">
          {done && (
            <>
              <Mark kind="up" />
              <span>{t.importing.done(done)}</span>
            </>
          )}
        </div>
        <span className="push" />
        {done ? (
          <Button className="btn primary" onPress={() => showList(null)}>
            {t.importing.showList}
          </Button>
        ) : (
          <Button
            className="btn primary"
            isDisabled={!plan || chosen.size === 0}
            isPending={busy && plan !== null}
            onPress={apply}
          >
            {t.importing.apply(chosen.size)}
          </Button>
        )}
      </div>
    </div>
  )
}
