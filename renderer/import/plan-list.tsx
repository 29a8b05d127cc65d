import { Checkbox } from 'react-aria-components/Checkbox'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import type { ImportItem } from '../../electron/contract/import.ts'
import { t } from '../i18n/text.ts'
import { isOpen } from './use-import.ts'

interface PlanListProps {
  items: readonly ImportItem[]
  chosen: ReadonlySet<string>
  onChosen: (ids: ReadonlySet<string>) => void
}

/** Two lines of text and their room, as in import.css. */
const sizes = { rowSize: 44 }

/** What importing would do with each target. Those it would add or change can be left out. */
export function PlanList({ items, chosen, onChosen }: PlanListProps) {
  const open = items.filter(({ action }) => isOpen(action))
  const closed = items.filter(({ action }) => !isOpen(action)).map(({ id }) => id)
  return (
    <section className="plan" aria-label={t.importing.found(items.length)}>
      <h2>{t.importing.found(items.length)}</h2>
      <Virtualizer layout={ListLayout} layoutOptions={sizes}>
        <GridList
          className="plan-rows"
          aria-label={t.importing.found(items.length)}
          items={items}
          selectionMode="multiple"
          selectedKeys={chosen}
          disabledKeys={closed}
          onSelectionChange={(keys) =>
            onChosen(new Set(keys === 'all' ? open.map(({ id }) => id) : [...keys].map(String)))
          }
        >
          {(item) => <PlanRow item={item} />}
        </GridList>
      </Virtualizer>
    </section>
  )
}

function PlanRow({ item }: { item: ImportItem }) {
  const { id, name, address, action, changes, why } = item
  const what = why ?? (changes.length > 0 ? changes.join(', ') : address)
  return (
    <GridListItem id={id} className="plan-row" textValue={`${name}, ${t.importing.actions[action]}, ${what}`}>
      <Checkbox slot="selection" className="check">
        <span className="box" aria-hidden="true" />
      </Checkbox>
      <span className="clip">{name}</span>
      <span className="sub">{t.importing.actions[action]}</span>
      <span className="sub clip plan-what" title={what}>
        {what}
      </span>
    </GridListItem>
  )
}
