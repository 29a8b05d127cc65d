import { useEffect, useMemo } from 'react'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/mark.tsx'
import { headline, lastChange } from './headline.ts'

/** The state of the whole list, and how to add to it. */
export function ListHead({ snapshot, waiting }: { snapshot: Snapshot; waiting: number }) {
  const { showAdd, showSettings } = useActions()
  const { title, rest, mark } = useMemo(() => headline(snapshot.targets), [snapshot.targets])
  const change = useClock((nowMs) => lastChange(snapshot.targets, nowMs))

  useEffect(() => {
    document.title = `${title} – ${t.head.product}`
    return () => {
      document.title = t.head.product
    }
  }, [title])

  return (
    <header className="head">
      <Mark kind={mark} big />
      <div className="what">
        <h1>{title}</h1>
        <p className="clip" title={rest === '' ? undefined : rest}>
          {waiting > 0 && <span title={t.head.waitingHint}>{`${t.head.waiting(waiting)}${t.join}`}</span>}
          {rest === '' ? change : rest}
        </p>
      </div>
      <IconButton icon="plus" label={t.actions.add} onPress={showAdd} />
      <IconButton icon="settings" label={t.actions.settings} onPress={showSettings} />
      <p className="hidden-text" role="status">
        {rest === '' ? title : `${title}${t.join}${rest}`}
      </p>
    </header>
  )
}
