import type { SightView } from '../../electron/contract/snapshot.ts'
import { formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { Mark } from '../ui/mark.tsx'

type BlindCause = keyof typeof t.sight.text

function blindCause({ kind, cause }: SightView): BlindCause | null {
  if (kind !== 'blind') return null
  return cause === 'offline' || cause === 'asleep' || cause === 'captive-portal' || cause === 'dns' ? cause : 'offline'
}

/** Says that this computer cannot see its targets, so that nothing below is a verdict. */
export function SightBanner({ sight }: { sight: SightView }) {
  const { since } = sight
  const clock = useClock((nowMs) => (since === null ? t.none : formatClock(since, nowMs)))
  const cause = blindCause(sight)
  if (cause === null) return null
  return (
    <section className="banner sight" role="status">
      <Mark kind="no-data" />
      <div>
        <b>{t.sight[cause](clock)}</b>
        <p>{t.sight.text[cause]}</p>
      </div>
    </section>
  )
}
