import { Button } from 'react-aria-components/Button'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Filter } from './find.ts'

interface FilterStripProps {
  filter: Filter
  count: number
  total: number
  onShowAll: () => void
}

/** Says that not all targets are shown, so that nobody takes those that are for all. */
export function FilterStrip({ filter, count, total, onShowAll }: FilterStripProps) {
  return (
    <div className="strip">
      <span role="status">{t.listing.filtered(t.listing.filters[filter], formatCount(count), formatCount(total))}</span>
      <Button className="btn text small" onPress={onShowAll}>
        {t.listing.showAll}
      </Button>
    </div>
  )
}
