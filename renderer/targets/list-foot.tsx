import type { TargetView } from '../../electron/contract/snapshot.ts'
import { ageText, formatTime } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { KeyHint } from '../ui/key-hint.tsx'

/** When anything was last probed, and the keys that act on the selected row, or on all while this computer is blind. */
export function ListFoot({ targets, blind }: { targets: readonly TargetView[]; blind: boolean }) {
  const latest = targets.reduce(
    (best, { lastResult }) => Math.max(best, lastResult ? Date.parse(lastResult.startedAt) : 0),
    0,
  )
  const probed = useClock((nowMs) => {
    if (latest === 0) return t.foot.notProbed
    if (blind) return t.foot.lastProbe(formatTime(new Date(latest).toISOString(), nowMs))
    return t.foot.probed(ageText(nowMs - latest))
  })
  return (
    <footer className="foot">
      <span>{probed}</span>
      <span className="push" />
      <KeyHint keyName={t.keys.enter} does={t.foot.details} />
      {blind ? (
        <KeyHint keyName={t.keys.probeAll} does={t.foot.tryNow} />
      ) : (
        <>
          <KeyHint keyName={t.keys.probe} does={t.foot.probeNow} />
          <KeyHint keyName={t.keys.snooze} does={t.foot.snooze} />
        </>
      )}
    </footer>
  )
}
