import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'

interface SegmentsProps<T extends string | number> {
  label: string
  hint?: string
  choices: readonly T[]
  chosen: T
  write: (choice: T) => string
  onChange: (choice: T) => void
}

/** A row of the settings with one choice of a few. */
export function Segments<T extends string | number>({
  label,
  hint,
  choices,
  chosen,
  write,
  onChange,
}: SegmentsProps<T>) {
  return (
    <div className="set">
      <span>{label}</span>
      {hint !== undefined && <span className="d">{hint}</span>}
      <span className={hint === undefined ? 'c one' : 'c'}>
        <ToggleButtonGroup
          className="seg"
          aria-label={label}
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => {
            const next = choices.find((choice) => keys.has(choice))
            if (next !== undefined) onChange(next)
          }}
        >
          {choices.map((choice) => (
            <ToggleButton key={choice} id={choice} className="seg-b">
              {write(choice)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </span>
    </div>
  )
}
