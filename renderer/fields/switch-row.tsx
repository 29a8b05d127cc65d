import type { ReactNode } from 'react'
import { Switch } from 'react-aria-components/Switch'

interface SwitchRowProps {
  label: ReactNode
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

/** A row of the settings that is on or off; all of it toggles. */
export function SwitchRow({ label, hint, isOn, onChange }: SwitchRowProps) {
  return (
    <Switch className="set switch" isSelected={isOn} onChange={onChange}>
      <span>{label}</span>
      {hint !== undefined && <span className="d">{hint}</span>}
      <span className={hint === undefined ? 'c one' : 'c'}>
        <span className="sw" />
      </span>
    </Switch>
  )
}
