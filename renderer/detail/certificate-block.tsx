import type { CertificateRecord, Issuer } from '../../electron/contract/result.ts'
import { certificateName } from '../i18n/certificate-name.ts'
import { daysUntil, formatDate } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { certificateDays, certificateSoonDays } from '../targets/certificate-days.ts'
import { useClock } from '../ui/clock.ts'
import { type Fact, Facts } from '../ui/facts.tsx'
import { Mark, type MarkKind } from '../ui/mark.tsx'

interface CertificateBlockProps {
  certificate: CertificateRecord
  /** What leads up from it; absent in results of earlier versions. */
  issuers: readonly Issuer[] | undefined
}

/** The certificate the server showed: whether it is trusted, what it rests on, and what ends when. */
export function CertificateBlock({ certificate, issuers }: CertificateBlockProps) {
  const { subject, issuer, altNames, validFrom, expiresAt, trusted, trustError } = certificate
  const days = useClock((nowMs) => certificateDays(certificate, nowMs))
  const ofOther = certificate.chainExpiresFingerprint256 !== certificate.fingerprint256
  const facts: Fact[] = [
    { term: t.detail.issuer, value: certificateName(issuer) },
    { term: t.detail.validFrom, value: formatDate(validFrom) },
  ]
  if (altNames.length > 0) facts.push({ term: t.detail.names, value: altNames.join(', ') })
  facts.push({ term: t.detail.fingerprint, value: certificate.fingerprint256, quiet: true })
  return (
    <section className="block">
      <h2>
        {t.detail.certificate}
        <span className="aside">
          {trusted ? t.detail.trusted : <span className="is-down">{t.detail.notTrusted}</span>}
          {trusted && days >= 0 && days <= certificateSoonDays && `${t.join}${t.detail.chainEnds(days)}`}
        </span>
      </h2>
      <div className="lines">
        <Line subject={subject} expiresAt={expiresAt} role={t.detail.leaf} />
        {issuers?.map(({ subject, expiresAt, anchor }, nth) =>
          anchor ? (
            <AnchorLine key={subject} subject={subject} expiresAt={expiresAt} />
          ) : (
            <Line
              // A certificate can be its own issuer's namesake.
              key={`${nth} ${subject}`}
              subject={subject}
              expiresAt={expiresAt}
              role={t.detail.intermediate}
              endsFirst={ofOther && subject === certificate.chainExpiresSubject}
            />
          ),
        )}
        {ofOther && issuers === undefined && (
          <Line
            subject={certificate.chainExpiresSubject}
            expiresAt={certificate.chainExpiresAt}
            role={t.detail.chain}
            endsFirst
          />
        )}
      </div>
      {trustError !== null && <p className="trust-error">{trustError}</p>}
      <Facts facts={facts} />
    </section>
  )
}

interface LineProps {
  subject: string
  expiresAt: string
  role: string
  endsFirst?: boolean
}

function Line({ subject, expiresAt, role, endsFirst = false }: LineProps) {
  const days = useClock((nowMs) => daysUntil(expiresAt, nowMs))
  const kind: MarkKind = days < 0 ? 'down' : days <= certificateSoonDays ? 'degraded' : 'up'
  const date = formatDate(expiresAt)
  const left = days < 0 ? t.detail.over : days === 0 ? t.detail.today : t.detail.days(days)
  const when = days < 0 ? t.detail.expired(date) : endsFirst ? t.detail.endsFirst(date) : t.detail.expires(date)
  return (
    <div className="line">
      <Mark kind={kind} />
      <span className="clip" title={subject}>
        {certificateName(subject)}
      </span>
      <span className={`r num${kind === 'up' ? '' : ` is-${kind}`}`}>{left}</span>
      <span className="s">{when}</span>
      <span className="rs">{role}</span>
    </div>
  )
}

/** What is trusted whoever issued it. Only its year is of interest, until that comes near. */
function AnchorLine({ subject, expiresAt }: { subject: string; expiresAt: string }) {
  const days = useClock((nowMs) => daysUntil(expiresAt, nowMs))
  const kind: MarkKind = days < 0 ? 'down' : days <= certificateSoonDays ? 'degraded' : 'up'
  return (
    <div className="line">
      <Mark kind={kind} />
      <span className="clip" title={subject}>
        {certificateName(subject)}
      </span>
      <span className={`r num${kind === 'up' ? '' : ` is-${kind}`}`}>
        {kind === 'up' ? expiresAt.slice(0, 4) : kind === 'down' ? t.detail.over : t.detail.days(days)}
      </span>
      <span className="s">{t.detail.anchorText}</span>
      <span className="rs">{t.detail.anchor}</span>
    </div>
  )
}
