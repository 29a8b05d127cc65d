import { useState } from 'react'
import type { ImportDone, ImportPlan } from '../../electron/contract/import.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'

interface Importing {
  path: string
  setPath: (path: string) => void
  /** What importing the path would do; null until it has been looked at. */
  plan: ImportPlan | null
  /** The ids of the targets to import. */
  chosen: ReadonlySet<string>
  choose: (ids: ReadonlySet<string>) => void
  done: ImportDone | null
  error: string | null
  busy: boolean
  look: () => void
  apply: () => void
}

/** The steps of an import: a path is looked at, targets are chosen, and those are imported. */
export function useImport(): Importing {
  const { request } = useActions()
  const [path, setPath] = useState('')
  const [plan, setPlan] = useState<{ path: string; found: ImportPlan } | null>(null)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState<ImportDone | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function look(): Promise<void> {
    setBusy(true)
    const answer = await request('import:preview', { paths: [path] })
    setBusy(false)
    setDone(null)
    setError(answer.ok ? null : asSentences(answer.message))
    setPlan(answer.ok ? { path, found: answer.value } : null)
    if (answer.ok) choose(new Set(answer.value.items.filter(({ action }) => isOpen(action)).map(({ id }) => id)))
  }

  async function apply(looked: string): Promise<void> {
    setBusy(true)
    const answer = await request('import:apply', { paths: [looked], ids: [...chosen] })
    setBusy(false)
    setError(answer.ok ? null : asSentences(answer.message))
    if (!answer.ok) return
    setDone(answer.value)
    setPlan(null)
  }

  return {
    path,
    setPath: (next) => {
      setPath(next)
      setPlan(null)
      setDone(null)
      setError(null)
    },
    plan: plan?.found ?? null,
    chosen,
    choose,
    done,
    error,
    busy,
    look: () => {
      if (path.trim() !== '' && !busy) void look()
    },
    apply: () => {
      if (plan && !busy) void apply(plan.path)
    },
  }
}

/** Whether there is anything to choose: the others stay as they are either way. */
export function isOpen(action: ImportPlan['items'][number]['action']): boolean {
  return action === 'add' || action === 'change'
}
