import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { tagOf } from './groups.ts'
import type { GroupRow } from './list-rows.ts'

function groupName({ group, isOnly }: GroupRow): string {
  if (group === 'attention') return t.list.attention
  if (group === 'pinned') return t.listing.pinned
  return tagOf(group) ?? (isOnly ? t.list.all : t.list.rest)
}

interface GroupHeadProps {
  row: GroupRow
  /** Its place in the whole list. */
  nth: number
  isActive: boolean
}

/** The head of a group: how its worst target is, and how many are below. It opens and closes the group. */
export function GroupHead({ row, nth, isActive }: GroupHeadProps) {
  const { key, group, count, mark, isOpen, top, height } = row
  const name = groupName(row)
  return (
    <div
      role="row"
      data-key={key}
      className="group"
      style={{ top, height }}
      tabIndex={isActive ? 0 : -1}
      aria-label={t.listing.groupLabel(name, count, t.listing.worst[mark])}
      aria-level={1}
      aria-expanded={isOpen}
      aria-rowindex={nth + 1}
    >
      <div role="gridcell" className="cell">
        <Icon name={isOpen ? 'open' : 'closed'} />
        <span className="g-n">
          <Mark kind={mark} />
          <bdi className="clip">{name}</bdi> <i>{count}</i>
        </span>
        {isOpen && (
          <>
            <span className="g-s">{t.list.spark}</span>
            <span className="g-u">{group === 'attention' ? t.list.downFor : t.list.uptime}</span>
          </>
        )}
      </div>
    </div>
  )
}
