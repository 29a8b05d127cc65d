import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { t } from '../i18n/text.ts'

interface TagPickerProps {
  label: string
  /** The tags there are; chosen ones that are no longer there are shown too. */
  known: readonly string[]
  chosen: readonly string[]
  onChange: (tags: string[]) => void
}

/** Any of the tags that targets have. */
export function TagPicker({ label, known, chosen, onChange }: TagPickerProps) {
  const all = [...new Set([...known, ...chosen])].sort((a, b) => a.localeCompare(b, t.locale))
  if (all.length === 0) return <span className="sub none">{t.fields.noTags}</span>
  return (
    <ToggleButtonGroup
      className="tags"
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) => onChange(all.filter((tag) => keys.has(tag)))}
    >
      {all.map((tag) => (
        <ToggleButton key={tag} id={tag} className="tag">
          {tag}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
