import { t } from '../i18n/text.ts'
import { Mark } from './mark.tsx'

/** Says that the host owes an answer, so that nobody does a thing twice that is only late. */
export function SlowBanner() {
  return (
    <section className="banner lost" role="status">
      <Mark kind="no-data" />
      <div>
        <b>{t.connection.slow}</b>
        <p>{t.connection.slowText}</p>
      </div>
    </section>
  )
}

/** Says that the page has lost its host and what it shows is what it last knew. */
export function ConnectionBanner() {
  return (
    <section className="banner lost" role="alert">
      <Mark kind="no-data" />
      <div>
        <b>{t.connection.lost}</b>
        <p>{t.connection.lostText}</p>
      </div>
    </section>
  )
}
