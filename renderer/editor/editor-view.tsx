import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { parseTargetLine } from '../../electron/contract/target-line.ts'
import { useActions } from '../actions.ts'
import { asSentences, inSentence } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useEscape } from '../ui/keys.ts'
import { ViewHead } from '../ui/view-head.tsx'
import { EditorForm } from './editor-form.tsx'
import { type Form, formOf } from './form.ts'
import type { EditorStart } from './start.ts'

interface EditorViewProps {
  start: EditorStart
  snapshot: Snapshot
  /** The target whose details it was opened from. */
  backTo: string | null
}

/** Every option of a target, to be changed or for a new one. */
export default function EditorView({ start, snapshot, backTo }: EditorViewProps) {
  const { showEditor, showList, showTarget } = useActions()
  const edited = start.kind === 'edit' ? snapshot.targets.find(({ id }) => id === start.id) : undefined
  const file = edited?.sourceFile ?? null
  const { form, fault } = useBeginning(start)
  const onBack = (): void => {
    if (backTo !== null) showTarget(backTo)
    else showList('id' in start ? start.id : null)
  }
  useEscape(() => {
    onBack()
    return true
  })
  if (edited && file !== null) {
    return (
      <div className="view">
        <ViewHead title={t.editor.titleOf(inSentence(edited.name))} onBack={onBack} />
        <div className="form">
          <p>{t.editor.readOnly(inSentence(edited.name), file)}</p>
          <Button className="btn" autoFocus onPress={() => showEditor({ kind: 'copy', id: edited.id })}>
            {t.menu.duplicate}
          </Button>
        </div>
      </div>
    )
  }
  if (form) return <EditorForm beginning={form} again={start.kind === 'again'} snapshot={snapshot} onBack={onBack} />
  return (
    <div className="view">
      <ViewHead title={t.editor.titles[start.kind === 'edit' ? 'edit' : 'add']} onBack={onBack} />
      {fault !== null && <p className="starting">{fault}</p>}
    </div>
  )
}

function useBeginning(start: EditorStart): { form: Form | null; fault: string | null } {
  const { request } = useActions()
  const [form, setForm] = useState(() => given(start))
  const [fault, setFault] = useState<string | null>(null)
  const id = start.kind === 'edit' || start.kind === 'copy' ? start.id : null
  const copies = start.kind === 'copy'
  useEffect(() => {
    if (id === null) return
    let wanted = true
    const begin = async (): Promise<void> => {
      const answer = await request('targets:get', { id })
      if (!wanted) return
      if (!answer.ok) return setFault(asSentences(answer.message || t.failures[answer.code]))
      const { target } = answer.value
      const own = formOf(target, copies ? null : id, id)
      // Two rows of one name and address could not be told apart.
      const name = t.editor.copyOf(target.name ?? target.target)
      setForm(copies ? { ...own, texts: { name: name.slice(0, 2000) } } : own)
    }
    void begin()
    return () => {
      wanted = false
    }
  }, [request, id, copies])
  return { form, fault }
}

/** The form where nobody has to be asked for it. */
function given(start: EditorStart): Form | null {
  if (start.kind === 'again') return start.form
  if (start.kind !== 'line') return null
  // What cannot be read yet is put right here.
  const read = parseTargetLine(start.line)
  const [address = ''] = start.line.trim().split(/\s+/)
  const base = read.ok ? read : parseTargetLine('https://new.invalid')
  if (!base.ok) return null
  const form = formOf(base.value.target, null, null)
  // Credentials are in the address as it was written, which becomes fields of their own when it is read.
  const typed = !read.ok || read.value.address.username !== null
  return typed ? { ...form, texts: { target: address } } : form
}
