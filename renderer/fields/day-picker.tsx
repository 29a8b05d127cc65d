import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { weekdays } from '../i18n/moments.ts'

interface DayPickerProps {
  label: string
  /** 0 is Sunday. */
  days: readonly number[]
  onChange: (days: number[]) => void
  /** At least one stays chosen. */
  required?: boolean
}

/** Days of the week, Monday first. */
export function DayPicker({ label, days, onChange, required = false }: DayPickerProps) {
  return (
    <ToggleButtonGroup
      className="days"
      aria-label={label}
      selectionMode="multiple"
      disallowEmptySelection={required}
      selectedKeys={days}
      onSelectionChange={(keys) =>
        onChange(
          weekdays()
            .map(({ day }) => day)
            .filter((day) => keys.has(day)),
        )
      }
    >
      {weekdays().map(({ day, short, long }) => (
        <ToggleButton key={day} id={day} className="day" aria-label={long}>
          {short}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
