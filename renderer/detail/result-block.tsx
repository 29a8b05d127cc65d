import type { Incident } from '../../electron/contract/history.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { formatBytes, formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { type Fact, Facts } from '../ui/facts.tsx'

interface ResultBlockProps {
  result: ProbeResult
  /** The last time it was down, where it is no longer. */
  lastFailure: Incident | undefined
}

/** The last result in the probe's own words, in full, what the server said about itself, and the last failure. */
export function ResultBlock({ result, lastFailure }: ResultBlockProps) {
  const failedAt = lastFailure ? new Date(lastFailure.openedAt).toISOString() : ''
  const clock = useClock((nowMs) => formatClock(failedAt, nowMs))
  const { http, message } = result
  const facts: Fact[] = []
  if (http) {
    const { statusCode, httpVersion, bytes } = http
    facts.push({ term: t.detail.status, value: t.detail.httpStatus(statusCode, httpVersion, formatBytes(bytes)) })
  }
  return (
    <section className="block">
      <h2>{t.detail.message}</h2>
      <p className="message">{message}</p>
      {facts.length > 0 && <Facts facts={facts} />}
      {http && http.redirects.length > 0 && (
        <>
          <h3>{t.detail.hops}</h3>
          <ol className="hops">
            {http.redirects.map((url, nth) => (
              // A loop visits an address more than once, so the address alone is no key.
              <li key={`${nth} ${url}`}>{url}</li>
            ))}
          </ol>
        </>
      )}
      {lastFailure && result.resultCode === 0 && (
        <>
          <h3>{t.detail.lastFailure(clock)}</h3>
          <p className="message">{lastFailure.message}</p>
        </>
      )}
    </section>
  )
}
