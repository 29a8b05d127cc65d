import type { State } from '../../electron/contract/states.ts'

/**
 * A state as it is drawn. A UDP target that never answers has a mark of its own, and so has what nobody is told of:
 * snoozed, or in maintenance.
 */
export type MarkKind = State | 'unconfirmed' | 'snoozed' | 'maintenance'

/** How far the confirming of a state has come. */
export interface Progress {
  count: number
  needed: number
}

const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 }

// One fill in the current colour with the holes cut through, so a mark works on any ground and in one colour.
const shapes: Record<Exclude<MarkKind, 'confirming'>, React.JSX.Element> = {
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
  paused: (
    <>
      <rect x="2.75" y="2" width="3" height="10" rx=".75" />
      <rect x="8.25" y="2" width="3" height="10" rx=".75" />
    </>
  ),
  snoozed: <path d="M8.9 1.5A5.9 5.9 0 1 0 12.6 9.2 4.9 4.9 0 0 1 8.9 1.5Z" />,
  maintenance: <path fillRule="evenodd" d="M7 .6 13.4 7 7 13.4.6 7ZM3.9 6.2V7.8H10.1V6.2Z" />,
  'no-data': <circle cx="7" cy="7" r="5.5" {...ring} strokeDasharray="3.34 2.42" strokeDashoffset="1.67" />,
  pending: <circle cx="7" cy="7" r="5.5" {...ring} strokeDasharray="3.34 2.42" strokeDashoffset="1.67" />,
}

/** A piece of a pie from twelve o'clock on, clockwise, of radius 3.4. */
function pie({ count, needed }: Progress): React.JSX.Element | null {
  const part = Math.min(count / needed, 1)
  if (!(part > 0)) return null
  if (part === 1) return <circle cx="7" cy="7" r="3.4" />
  const angle = part * 2 * Math.PI
  const x = (7 + 3.4 * Math.sin(angle)).toFixed(2)
  const y = (7 - 3.4 * Math.cos(angle)).toFixed(2)
  return <path d={`M7 7V3.6A3.4 3.4 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y}Z`} />
}

interface MarkProps {
  kind: MarkKind
  big?: boolean
  /** Fills the pie of `confirming`; without it a third is full. */
  progress?: Progress | null
}

/** The shape of a state. It says nothing to a screen reader: the word always stands beside it. */
export function Mark({ kind, big = false, progress }: MarkProps) {
  return (
    <svg className={`mark is-${kind}${big ? ' big' : ''}`} viewBox="0 0 14 14" aria-hidden="true">
      {kind === 'confirming' ? (
        <>
          <circle cx="7" cy="7" r="5.5" {...ring} />
          {pie(progress ?? { count: 1, needed: 3 })}
        </>
      ) : (
        shapes[kind]
      )}
    </svg>
  )
}
