import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Decision } from '../../electron/contract/decisions.ts'
import type { Incident } from '../../electron/contract/history.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useAsked } from '../history/use-asked.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { ruleText, subjectText, wasTold } from './decision-text.ts'

const limit = 50
const refreshMs = 15_000

interface TellingBlockProps {
  target: TargetView
  incidents: readonly Incident[]
}

/** Why somebody was told of the target, and why not: the last of each in full, and all of them on demand. */
export function TellingBlock({ target, incidents }: TellingBlockProps) {
  const { id, state, lastChangeAt, snoozed, maintenance } = target
  // A notice waits for others, and is decided on some time after what it is about.
  const lookedAt = useClock((nowMs) => Math.floor(nowMs / refreshMs))
  const key = JSON.stringify([id, state, lastChangeAt, snoozed, maintenance, lookedAt])
  const { value: decisions } = useAsked('decisions:get', key, () => ({ id, limit }))
  const [all, setAll] = useState(false)
  if (decisions === null) return null
  const told = decisions.find(wasTold)
  const untold = decisions.find((decision) => !wasTold(decision))
  if (!told && !untold) {
    return (
      <section className="block told">
        <h2>{t.telling.whyNot}</h2>
        <p>{t.telling.nothing}</p>
      </section>
    )
  }
  const rest = decisions.length - (told ? 1 : 0) - (untold ? 1 : 0)
  return (
    <>
      {told && (
        <Told decision={told} name={target.name} incident={incidents.find((one) => one.id === told.incidentId)} />
      )}
      {untold && <NotTold decision={untold} name={target.name} />}
      {rest > 0 && (
        <section className="block told">
          {all && (
            <ol>
              {decisions.map((decision) => (
                <DecisionLine key={`${decision.at} ${decision.subject} ${decision.rule}`} decision={decision} />
              ))}
            </ol>
          )}
          <Button className="btn text small more" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? t.telling.hideAll : t.telling.showAll(decisions.length)}
          </Button>
        </section>
      )}
    </>
  )
}

interface OneProps {
  decision: Decision
  name: string
}

function Told({ decision, name, incident }: OneProps & { incident: Incident | undefined }) {
  const time = useTime(decision.at)
  const why = useClock((nowMs) => ruleText(decision, nowMs))
  return (
    <section className="block told">
      <h2>
        {t.telling.why}
        <span className="aside num">{time}</span>
      </h2>
      <p>
        {t.telling.oneNotice} <b>{t.telling.title(name, subjectText(decision))}</b>
      </p>
      <ol>
        {incident && <FirstFailure incident={incident} />}
        <li>
          <time dateTime={decision.at}>{time}</time>
          <Icon name="bell" />
          <span>{why}</span>
        </li>
      </ol>
    </section>
  )
}

function FirstFailure({ incident: { openedAt, reason } }: { incident: Incident }) {
  const at = new Date(openedAt).toISOString()
  const time = useTime(at)
  return (
    <li>
      <time dateTime={at}>{time}</time>
      <Mark kind="confirming" />
      <span>{t.telling.firstFailure(reason)}</span>
    </li>
  )
}

function NotTold({ decision, name }: OneProps) {
  const time = useTime(decision.at)
  const why = useClock((nowMs) => ruleText(decision, nowMs))
  return (
    <section className="block told">
      <h2>
        {t.telling.whyNot}
        <span className="aside num">{time}</span>
      </h2>
      {decision.rule !== 'not-confirmed' && <p>{t.telling.title(name, subjectText(decision))}</p>}
      <p>{why}</p>
    </section>
  )
}

function DecisionLine({ decision }: { decision: Decision }) {
  const time = useTime(decision.at)
  const why = useClock((nowMs) => ruleText(decision, nowMs))
  return (
    <li className="long">
      <time dateTime={decision.at}>{time}</time>
      <Icon name={wasTold(decision) ? 'bell' : 'bell-off'} />
      <span>
        {wasTold(decision) ? t.telling.toldOf(subjectText(decision)) : t.telling.notToldOf(subjectText(decision))}
        <small>{why}</small>
      </span>
    </li>
  )
}

function useTime(iso: string): string {
  return useClock((nowMs) => formatTime(iso, nowMs))
}
