import type { TargetView } from '../../electron/contract/snapshot.ts'
import { ageText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { KeyHint } from '../ui/key-hint.tsx'

/** When anything was last probed, and the keys that act on the selected row. */
export function ListFoot({ targets, selected }: { targets: readonly TargetView[]; selected: TargetView | null }) {
  const latest = targets.reduce(
    (best, { lastResult }) => Math.max(best, lastResult ? Date.parse(lastResult.startedAt) : 0),
    0,
  )
  const probed = useClock((nowMs) => (latest === 0 ? t.foot.notProbed : t.foot.probed(ageText(nowMs - latest))))
  return (
    <footer className="foot">
      <span>{probed}</span>
      <span className="push" />
      <KeyHint keyName={t.keys.enter} does={t.foot.details} />
      <KeyHint keyName={t.keys.probe} does={t.foot.probeNow} />
      <KeyHint keyName={t.keys.space} does={selected?.paused ? t.foot.resume : t.foot.pause} />
    </footer>
  )
}
