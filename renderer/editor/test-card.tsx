import { Button } from 'react-aria-components/Button'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { CertificateBlock } from '../detail/certificate-block.tsx'
import { PhaseLegend } from '../detail/phase-bar.tsx'
import { phaseScale, phasesOf, phaseWidths } from '../detail/phases.ts'
import { ResultBlock } from '../detail/result-block.tsx'
import { latencyText } from '../i18n/format.ts'
import { adviceOf, sentenceOf } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { certificateDays } from '../targets/certificate-days.ts'
import { useClock } from '../ui/clock.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import type { TestState } from './use-test.ts'

interface TestCardProps extends TestState {
  onAgain: () => void
  /** Everything the probe said, as opposed to what it came to. */
  complete?: boolean
}

/** What one probe of an unsaved target came to. */
export function TestCard({ running, result, fault, onAgain, complete = false }: TestCardProps) {
  if (!running && !result && fault === null) return null
  return (
    <section className="card test" aria-label={t.editor.test}>
      <div className="test-head">
        {result && !running ? <Mark kind={markOf(result)} /> : <Mark kind={fault === null ? 'pending' : 'down'} />}
        <h2 aria-live="polite">{running ? t.list.probing : result ? titleOf(result) : fault}</h2>
        <Button className="btn small" onPress={onAgain} isDisabled={running}>
          {t.editor.again}
        </Button>
      </div>
      {result && (
        <div className="test-body" data-stale={running || undefined}>
          {result.resultCode !== 0 && <p className="hint">{adviceOf(result)}</p>}
          <Phases result={result} />
          {complete ? (
            <>
              <ResultBlock result={result} lastFailure={undefined} />
              {result.certificate && <CertificateBlock certificate={result.certificate} issuers={result.issuers} />}
            </>
          ) : (
            <Remarks result={result} />
          )}
        </div>
      )}
    </section>
  )
}

function markOf({ resultCode, confirmed }: ProbeResult): MarkKind {
  if (resultCode === null) return 'no-data'
  if (resultCode !== 0) return 'down'
  return confirmed ? 'up' : 'unconfirmed'
}

function titleOf(result: ProbeResult): string {
  const { resultCode, confirmed, responseTimeMs, http } = result
  if (resultCode !== 0) return sentenceOf(result)
  if (!confirmed) return t.noRefusal
  const time = responseTimeMs === null ? '' : latencyText(responseTimeMs)
  return http ? t.editor.answersHttp(http.statusCode, time) : t.editor.answers(time)
}

function Phases({ result }: { result: ProbeResult }) {
  const phases = phasesOf(result)
  if (phases.length === 0) return null
  const widths = phaseWidths(phases, phaseScale(phases, []))
  return (
    <>
      <div className="phase one">
        <div className="bar" aria-hidden="true">
          {phases.map(({ kind, hung }, nth) => (
            <i key={kind} className={hung ? 'hung' : undefined} style={{ flexGrow: widths[nth] }} />
          ))}
        </div>
      </div>
      <PhaseLegend phases={phases} />
    </>
  )
}

function Remarks({ result }: { result: ProbeResult }) {
  const { certificate, remoteAddress, resultCode, result: label } = result
  const days = useClock((nowMs) => (certificate ? certificateDays(certificate, nowMs) : 0))
  const remarks = [
    ...(resultCode !== 0 && label !== null ? [label] : []),
    ...(certificate ? [certificate.trusted ? t.editor.trustedFor(days) : t.editor.notTrusted] : []),
    ...(remoteAddress === null ? [] : [remoteAddress]),
  ]
  return remarks.length === 0 ? null : <p className="hint">{remarks.join(t.join)}</p>
}
