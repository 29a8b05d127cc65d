import type { SyntheticEvent } from 'react'
import { Button } from 'react-aria-components/Button'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'
import { ViewHead } from '../ui/view-head.tsx'
import { AddressField } from './address-field.tsx'
import { readBack } from './reading-back.ts'
import { useAddress } from './use-address.ts'

/** Adds a target from one line, and says what that line means while it is written. */
export function AddView() {
  const { showList } = useActions()
  const { line, setLine, parsed, error, adding, submit } = useAddress('')
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
          <AddressField line={line} onLine={setLine} error={error} hint={t.add.hint} />
          {parsed && (
            <section aria-label={t.add.will}>
              <h2>{t.add.will}</h2>
              <Facts facts={readBack(parsed)} />
            </section>
          )}
        </div>
      </div>
      <div className="bar-b">
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
