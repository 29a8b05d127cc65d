import { type SyntheticEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { asSentences, inSentence } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Mark } from '../ui/mark.tsx'
import { ViewHead } from '../ui/view-head.tsx'
import { AddressRow } from './address-row.tsx'
import { type Faults, type Form, hostFaults, kindOfAddress, readAddress, readForm } from './form.ts'
import { OptionGroup } from './option-group.tsx'
import { groups, type OptionName, optionNames } from './options.ts'
import { TestCard } from './test-card.tsx'
import { useLeft } from './use-left.ts'
import { useTest } from './use-test.ts'

interface EditorFormProps {
  beginning: Form
  /** It was left with these changes before. */
  again: boolean
  snapshot: Snapshot
  onBack: () => void
}

/** The form of a target's options. Leaving it with changes can be undone. */
export function EditorForm({ beginning, again, snapshot, onBack }: EditorFormProps) {
  const { request, showList } = useActions()
  const [form, setForm] = useState(beginning)
  const { left, leave, enter } = useLeft()
  const [asked, setAsked] = useState(false)
  const [refused, setRefused] = useState<Faults>({})
  const [failure, setFailure] = useState<string | null>(null)
  const [saving, setSaving] = useState(false)
  const { run, clear, ...test } = useTest()
  const element = useRef<HTMLFormElement>(null)

  const known = { targets: snapshot.targets.filter(({ id }) => id !== form.id) }
  const { draft, faults } = readForm(form, known)
  const shown: Faults = { ...refused, ...Object.fromEntries(Object.entries(faults).filter(isDue)) }
  const address = readAddress(form)
  const kind = address.ok ? kindOfAddress(address.value) : form.kind
  const gone = form.id !== null && !snapshot.targets.some(({ id }) => id === form.id)
  const title =
    form.id === null ? t.editor.titles.add : t.editor.titleOf(inSentence(form.base.name ?? form.base.target))
  const markSaved = useUnsaved(form, again || form !== beginning)

  function isDue([name]: [string, unknown]): boolean {
    return asked || [...left].some((option) => option === name)
  }

  const change = (part: Partial<Form>): void => {
    setForm({ ...form, ...part })
    setRefused({})
    setFailure(null)
    clear()
  }
  const changeText = (name: OptionName, text: string): void => {
    enter(name)
    change({ texts: { ...form.texts, [name]: text } })
  }
  const refuse = (found: Faults): void => {
    setAsked(true)
    setRefused(found)
    const first = optionNames.find((name) => found[name] ?? faults[name])
    if (first) requestAnimationFrame(() => focusOption(element.current, first))
  }

  const save = async (): Promise<void> => {
    if (saving) return
    if (!draft) return refuse({})
    setSaving(true)
    const answer = await request('targets:save', { draft, id: gone ? null : form.id })
    setSaving(false)
    if (!answer.ok) return setFailure(asSentences(answer.message || t.failures[answer.code]))
    if (answer.value.id === null) return refuse(hostFaults(answer.value.faults))
    markSaved()
    showList(answer.value.id)
  }
  const tryOut = async (): Promise<void> => {
    if (!draft) return refuse({})
    const found = await run(draft)
    if (found && found.length > 0) refuse(hostFaults(found))
    else setTimeout(() => element.current?.querySelector('.test')?.scrollIntoView({ block: 'nearest' }))
  }
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="view" ref={element} onSubmit={onSubmit} noValidate aria-label={title}>
      <ViewHead title={title} onBack={onBack} />
      {gone && <Gone />}
      <div className="scroll editor">
        <AddressRow
          form={form}
          kind={kind}
          onChange={change}
          onText={changeText}
          onLeave={leave}
          error={shown.target}
        />
        {groups.map((group) => (
          <OptionGroup
            key={group}
            group={group}
            kind={kind}
            form={form}
            known={known}
            faults={shown}
            onText={changeText}
            onForm={change}
            onLeave={leave}
          />
        ))}
        <div className="form">
          <TestCard {...test} onAgain={() => void tryOut()} complete />
        </div>
      </div>
      {failure !== null && (
        <p className="err save-err" role="alert">
          <Mark kind="down" />
          <span>{failure}</span>
        </p>
      )}
      <div className="bar-b">
        <Button className="btn text" onPress={() => void tryOut()}>
          {t.editor.test}
        </Button>
        <span className="push" />
        <Button className="btn" onPress={onBack}>
          {t.add.cancel}
        </Button>
        <Button type="submit" className="btn primary" isPending={saving}>
          {gone ? t.editor.addAnew : form.id === null ? t.add.submit : t.editor.save}
        </Button>
      </div>
    </form>
  )
}

/** It was removed while it was edited, here or elsewhere. */
function Gone() {
  return (
    <div className="banner lost" role="alert">
      <Mark kind="no-data" />
      <div>
        <b>{t.editor.gone}</b>
        <p>{t.editor.goneText}</p>
      </div>
    </div>
  )
}

/** Offers what was written again when the editor was left without saving it. Answers how to say that it is saved. */
function useUnsaved(form: Form, changed: boolean): () => void {
  const { say, showEditor } = useActions()
  const unsaved = useRef<Form | null>(null)
  useEffect(() => {
    unsaved.current = changed ? form : null
  }, [form, changed])
  useEffect(
    () => () => {
      const lost = unsaved.current
      if (lost) say(t.editor.left, () => showEditor({ kind: 'again', form: lost }))
    },
    [say, showEditor],
  )
  return useCallback(() => {
    unsaved.current = null
  }, [])
}

function focusOption(form: HTMLElement | null, name: OptionName): void {
  form?.querySelector<HTMLElement>(`[data-option="${CSS.escape(name)}"] :is(input, textarea, select)`)?.focus()
}
