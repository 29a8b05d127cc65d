import { t } from '../i18n/text.ts'

const zones = Intl.supportedValuesOf('timeZone')

interface ZoneSelectProps {
  label: string
  /** IANA name; null for this computer's own, wherever it is. */
  zone: string | null
  onChange: (zone: string | null) => void
}

/** A time zone, or this computer's. */
export function ZoneSelect({ label, zone, onChange }: ZoneSelectProps) {
  // Names other than the browser's own, such as old ones, are kept.
  const listed = zone === null || zones.includes(zone) ? zones : [zone, ...zones]
  return (
    <select
      className="in pick"
      aria-label={label}
      value={zone ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
    >
      <option value="">{t.fields.ownZone}</option>
      {listed.map((name) => (
        <option key={name} value={name}>
          {name.replaceAll('_', ' ')}
        </option>
      ))}
    </select>
  )
}
