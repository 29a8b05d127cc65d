import { type SyntheticEvent, useEffect } from 'react'
import { Button } from 'react-aria-components/Button'
import { useActions } from '../actions.ts'
import { TestCard } from '../editor/test-card.tsx'
import { useTest } from '../editor/use-test.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'
import { ViewHead } from '../ui/view-head.tsx'
import { AddressField } from './address-field.tsx'
import { readBack, sumUp } from './reading-back.ts'
import { useLine, writingPauseMs } from './use-line.ts'

/** Adds a target from one line, says what that line means while it is written, and tries it when the writing pauses. */
export function AddView() {
  const { showList, showEditor } = useActions()
  const { line, setLine, parsed, error, adding, submit } = useLine('')
  const { run, clear, ...test } = useTest()
  const readable = parsed !== null
  useEffect(() => {
    clear()
    if (!readable) return
    const timer = setTimeout(() => void run({ line }), writingPauseMs)
    return () => clearTimeout(timer)
  }, [line, readable, run, clear])

  const cancel = (): void => showList(null)
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    submit()
  }
  return (
    <form className="view" onSubmit={onSubmit} noValidate aria-label={t.add.title}>
      <ViewHead title={t.add.title} onBack={cancel} />
      <div className="scroll">
        <div className="form">
          <AddressField line={line} onLine={setLine} error={error} hint={parsed ? sumUp(parsed) : t.add.hint} />
          {parsed && (
            <section aria-label={t.add.will}>
              <h2>{t.add.will}</h2>
              <Facts facts={readBack(parsed)} />
            </section>
          )}
          <TestCard {...test} onAgain={() => void run({ line })} />
        </div>
      </div>
      <div className="bar-b">
        <Button className="btn text" onPress={() => showEditor({ kind: 'line', line })}>
          {t.add.allFields}
        </Button>
        <span className="push" />
        <Button className="btn" onPress={cancel}>
          {t.add.cancel}
        </Button>
        <Button type="submit" className="btn primary" isPending={adding}>
          {t.add.submit}
        </Button>
      </div>
    </form>
  )
}
