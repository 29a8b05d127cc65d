import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { Incident } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { formatClock, formatTime, spanText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { Mark, type MarkKind } from '../ui/mark.tsx'
import { incidentTitle } from './incident-title.ts'
import type { TimeRange } from './time-range.ts'
import { incidentDays } from './use-incidents.ts'

/** As many as are seen without asking for more. */
const shownAtFirst = 5
const minuteMs = 60_000

interface IncidentBlockProps {
  incidents: readonly Incident[]
  protocol: Protocol
  /** Shows a stretch of time in the chart. */
  onShow: (range: TimeRange) => void
}

/** When the target was down, for how long and why; one of them can be looked at in the chart. */
export function IncidentBlock({ incidents, protocol, onShow }: IncidentBlockProps) {
  const [all, setAll] = useState(false)
  const shown = all ? incidents : incidents.slice(0, shownAtFirst)
  return (
    <section className="block incidents">
      <h2>
        {t.incidents.title}
        <span className="aside">{t.incidents.count(incidents.length, incidentDays)}</span>
      </h2>
      {incidents.length === 0 && <p className="message sub">{t.incidents.none}</p>}
      <ul className="lines">
        {shown.map((incident) => (
          <IncidentLine key={incident.id} incident={incident} protocol={protocol} onShow={onShow} />
        ))}
      </ul>
      {shown.length < incidents.length && (
        <Button className="btn text small more" onPress={() => setAll(true)}>
          {t.incidents.more(incidents.length - shown.length)}
        </Button>
      )}
    </section>
  )
}

/** The incident with some of what was before and after it. */
function around({ openedAt, closedAt }: Incident, nowMs: number): TimeRange {
  const end = closedAt ?? nowMs
  const margin = Math.max(10 * minuteMs, (end - openedAt) / 2)
  return { from: Math.round(openedAt - margin), to: Math.round(Math.min(end + margin, nowMs)) }
}

function IncidentLine({ incident, protocol, onShow }: Omit<IncidentBlockProps, 'incidents'> & { incident: Incident }) {
  const { openedAt, closedAt, endUnknown, message } = incident
  const open = closedAt === null
  const span = useClock((nowMs) => spanText((closedAt ?? nowMs) - openedAt))
  const began = new Date(openedAt).toISOString()
  const when = useClock((nowMs) => (open ? t.incidents.since(formatTime(began, nowMs)) : formatClock(began, nowMs)))
  const kind: MarkKind = open ? 'down' : endUnknown ? 'no-data' : 'up'
  const end = open ? t.incidents.now : endUnknown ? t.incidents.endUnknown : t.incidents.recovered
  return (
    <li>
      <Button className="line" onPress={() => onShow(around(incident, Date.now()))}>
        <Mark kind={kind} />
        <span className="clip" title={message}>
          {incidentTitle(incident, protocol)}
        </span>
        <span className="r num">{span}</span>
        <span className="s clip">{when}</span>
        <span className="rs">{end}</span>
      </Button>
    </li>
  )
}
