import { t } from '../i18n/text.ts'

/** What is seen until the first state of things has come: the shape of the list, and after a second what is awaited. */
export function Starting() {
  return (
    <div className="view ghost" aria-busy="true">
      <div className="ghost-head" />
      <div className="ghost-find" />
      <div className="ghost-rows" />
      <p className="starting" role="status">
        {t.connection.connecting}
      </p>
    </div>
  )
}
