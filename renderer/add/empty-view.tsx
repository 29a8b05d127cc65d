import type { SyntheticEvent } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Notice } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Notices } from '../targets/notices.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useCommands } from '../ui/keys.ts'
import { AddressField } from './address-field.tsx'
import { useLine } from './use-line.ts'

/** What is shown while there is nothing to watch: one field, and what can be written in it. */
export function EmptyView({ notices }: { notices: readonly Notice[] }) {
  const { showImport, showSettings } = useActions()
  const { line, setLine, error, adding, submit } = useLine('')
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    submit()
  }
  useCommands((command) => {
    if (command === ',') showSettings()
    return command === ','
  })
  return (
    <div className="view">
      <header className="head">
        <div className="what">
          <h1>{t.head.product}</h1>
        </div>
        <IconButton icon="settings" label={t.actions.settings} onPress={showSettings} />
      </header>
      <Notices notices={notices} />
      <form className="empty" onSubmit={onSubmit} noValidate aria-label={t.empty.title}>
        <PortLight />
        <h2>{t.empty.title}</h2>
        <p>{t.empty.text}</p>
        <div className="empty-field">
          <AddressField line={line} onLine={setLine} error={error} />
          <Button type="submit" className="btn primary tall" isPending={adding}>
            {t.empty.add}
          </Button>
        </div>
        <ul className="ways">
          {t.empty.examples.map(({ address, means }) => (
            <li key={address}>
              <code>{address}</code>
              <span className="sub">{means}</span>
            </li>
          ))}
        </ul>
        <p className="have-files">
          {t.importing.have}{' '}
          <Button className="btn text small" onPress={() => showImport()}>
            {t.importing.open}
          </Button>
        </p>
      </form>
    </div>
  )
}

/** The product's mark: a round window, the sea in it. */
function PortLight() {
  return (
    <svg className="port-light" viewBox="0 0 56 56" aria-hidden="true">
      <circle cx="28" cy="28" r="26" />
      <circle cx="28" cy="28" r="18.5" />
      <path d="M12.5 34.5c2.6 0 2.6 2 5.2 2s2.6-2 5.2-2 2.6 2 5.2 2 2.6-2 5.2-2 2.6 2 5.2 2 2.6-2 5-2" />
    </svg>
  )
}
