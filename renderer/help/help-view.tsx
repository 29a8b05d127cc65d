import { useEffect, useRef } from 'react'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { ViewHead } from '../ui/view-head.tsx'

/** Worst first, as in the list. */
const marks = [
  'down',
  'degraded',
  'confirming',
  'no-data',
  'up',
  'unconfirmed',
  'paused',
  'snoozed',
  'maintenance',
] as const satisfies readonly MarkKind[]

/** The keys of the list and what they do; a pair of keys is two entries of the same line. */
function keyMap(): [keys: string[], does: string][] {
  const { keys: does, keyNames: names } = t.listing
  return [
    [[names.arrows], does.arrows],
    [[names.sides], does.sides],
    [[t.keys.enter], does.enter],
    [[t.keys.search], does.search],
    [[t.keys.add], does.add],
    [[t.keys.probe], does.probe],
    [[t.keys.probeAll], does.probeAll],
    [[t.keys.pause, t.keys.space], does.pause],
    [[t.keys.edit], does.edit],
    [[t.keys.menu], does.menu],
    [[t.keys.snooze], does.snooze],
    [[t.keys.pin], does.pin],
    [[t.keys.choose], does.choose],
    [[names.range], does.range],
    [[names.all], does.all],
    [[names.remove], does.remove],
    [[t.keys.undo], does.undo],
    [[t.keys.settings], does.settings],
    [[t.keys.help], does.help],
    [[t.keys.escape], does.escape],
  ]
}

/** What the keys do and what the marks mean. */
export function HelpView() {
  const { showList } = useActions()
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => scroll.current?.focus(), [])
  return (
    <div className="view">
      <ViewHead title={t.listing.help} onBack={() => showList(null)} />
      <div className="scroll help" ref={scroll} tabIndex={0} role="region" aria-label={t.listing.help}>
        <h2>{t.listing.marksTitle}</h2>
        <dl className="marks">
          {marks.map((kind) => (
            <div key={kind}>
              <dt>
                <Mark kind={kind} />
                {t.listing.worst[kind]}
              </dt>
              <dd>{t.listing.meaning[kind]}</dd>
            </div>
          ))}
        </dl>
        <h2>{t.listing.keysTitle}</h2>
        <dl className="keys">
          {keyMap().map(([keys, does]) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}
