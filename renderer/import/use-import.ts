import { useEffect, useRef, useState } from 'react'
import type { ImportDone, ImportPlan, SettingsPart } from '../../electron/contract/import.ts'
import { maxPasted } from '../../electron/contract/pasted.ts'
import type { RequestOf } from '../../electron/contract/schemas.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/** A pause this long counts as the end of writing. */
const writingPauseMs = 400

interface Importing {
  text: string
  setText: (text: string) => void
  /** What importing the text would do; null until it has been looked at. */
  plan: ImportPlan | null
  /** The ids of the targets to import. */
  chosen: ReadonlySet<string>
  choose: (ids: ReadonlySet<string>) => void
  parts: ReadonlySet<SettingsPart>
  chooseParts: (parts: ReadonlySet<SettingsPart>) => void
  done: ImportDone | null
  error: string | null
  busy: 'looking' | 'importing' | null
  look: () => void
  apply: () => void
  cancel: () => void
}

type Source = Extract<RequestOf<'import:preview'>, { text: string }> | { paths: string[] }

/** One line that begins as a path does is a path; everything else is what it says. */
export function isPath(text: string): boolean {
  return /^(?:\/|~(?:[/\\]|$)|[A-Za-z]:[\\/]|\\\\)[^\n]*$/.test(text.trim())
}

function sourceOf(text: string): Source {
  return isPath(text) ? { paths: [text.trim()] } : { text }
}

/** The steps of an import: a text or a path is looked at, targets are chosen, and those are imported. */
export function useImport(initial: string): Importing {
  const { request, run } = useActions()
  const [text, setText] = useState(initial)
  const [plan, setPlan] = useState<{ of: Source; found: ImportPlan } | null>(null)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const [parts, chooseParts] = useState<ReadonlySet<SettingsPart>>(new Set())
  const [done, setDone] = useState<ImportDone | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState<Importing['busy']>(null)
  /** Only the answer to the latest question counts. */
  const asked = useRef(0)

  async function look(): Promise<void> {
    if (text.length > maxPasted) return setError(t.importing.tooLong)
    asked.current += 1
    const turn = asked.current
    const of = sourceOf(text)
    setBusy('looking')
    const answer = await request('import:preview', of)
    if (turn !== asked.current) return
    setBusy(null)
    setError(answer.ok || answer.code === 'cancelled' ? null : asSentences(answer.message))
    setPlan(answer.ok ? { of, found: answer.value } : null)
    if (!answer.ok) return
    choose(new Set(answer.value.items.filter(({ action }) => isOpen(action)).map(({ id }) => id)))
    chooseParts(new Set(answer.value.settings))
  }

  async function apply(of: Source): Promise<void> {
    setBusy('importing')
    const answer = await request('import:apply', { ...of, ids: [...chosen], settings: [...parts] })
    setBusy(null)
    setError(answer.ok || answer.code === 'cancelled' ? null : asSentences(answer.message))
    if (!answer.ok) return
    setDone(answer.value)
    setPlan(null)
  }

  const latest = useRef(look)
  useEffect(() => {
    latest.current = look
  })
  // A path is looked at when the person says so: half of one is a path too.
  useEffect(() => {
    if (text.trim() === '' || isPath(text)) return
    const timer = setTimeout(() => void latest.current(), writingPauseMs)
    return () => clearTimeout(timer)
  }, [text])

  return {
    text,
    setText: (next) => {
      asked.current += 1
      setText(next)
      setPlan(null)
      setDone(null)
      setError(null)
      if (busy === 'looking') setBusy(null)
    },
    plan: plan?.found ?? null,
    chosen,
    choose,
    parts,
    chooseParts,
    done,
    error,
    busy,
    look: () => {
      if (text.trim() !== '' && busy === null) void look()
    },
    apply: () => {
      if (plan && busy === null) void apply(plan.of)
    },
    cancel: () => run('import:cancel', {}),
  }
}

/** Whether there is anything to choose: the others stay as they are either way. */
export function isOpen(action: ImportPlan['items'][number]['action']): boolean {
  return action === 'add' || action === 'change'
}
