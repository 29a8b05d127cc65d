import type { ProbeResult } from '../../electron/contract/result.ts'
import { formatBytes } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { type Fact, Facts } from '../ui/facts.tsx'

/** The last result in the probe's own words, in full, and what the server said about itself. */
export function ResultBlock({ result }: { result: ProbeResult }) {
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
    </section>
  )
}
