import type { State } from '../../electron/contract/states.ts'

/** A state as it is drawn: a UDP target that never answers has a mark of its own. */
export type MarkKind = State | 'unconfirmed'

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 }

// One fill in the current colour with the holes cut through, so a mark works on any ground and in one colour.
const shapes: Record<MarkKind, React.JSX.Element> = {
  up: <circle cx="7" cy="7" r="4" />,
  unconfirmed: <circle cx="7" cy="7" r="3.25" {...ring} />,
  down: (
    <path
      fillRule="evenodd"
      d="M4.3.5H9.7L13.5 4.3V9.7L9.7 13.5H4.3L.5 9.7V4.3ZM8.2 7L10.08 5.13L8.87 3.92L7 5.8L5.13 3.92L3.92 5.13L5.8 7L3.92 8.87L5.13 10.08L7 8.2L8.87 10.08L10.08 8.87Z"
    />
  ),
  degraded: (
    <path
      fillRule="evenodd"
      d="M7 1.1c.45 0 .86.24 1.08.63l5.2 9.2c.47.83-.13 1.87-1.08 1.87H1.8c-.95 0-1.55-1.04-1.08-1.87l5.2-9.2C6.14 1.34 6.55 1.1 7 1.1ZM6.2 4.9V8.6H7.8V4.9ZM6.2 9.7V11.2H7.8V9.7Z"
    />
  ),
  confirming: (
    <>
      <circle cx="7" cy="7" r="5.5" {...ring} />
      <path d="M7 7V3.6A3.4 3.4 0 0 1 9.94 8.70Z" />
    </>
  ),
  paused: (
    <>
      <rect x="2.75" y="2" width="3" height="10" rx=".75" />
      <rect x="8.25" y="2" width="3" height="10" rx=".75" />
    </>
  ),
  'no-data': <circle cx="7" cy="7" r="5.5" {...ring} strokeDasharray="3.34 2.42" strokeDashoffset="1.67" />,
  pending: <circle cx="7" cy="7" r="5.5" {...ring} strokeDasharray="3.34 2.42" strokeDashoffset="1.67" />,
}

/** The shape of a state. It says nothing to a screen reader: the word always stands beside it. */
export function Mark({ kind, big = false }: { kind: MarkKind; big?: boolean }) {
  return (
    <svg className={`mark is-${kind}${big ? ' big' : ''}`} viewBox="0 0 14 14" aria-hidden="true">
      {shapes[kind]}
    </svg>
  )
}
