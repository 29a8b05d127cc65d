import { Button } from 'react-aria-components/Button'
import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { type ListPreferences, sortKeys } from '../../electron/contract/list-preferences.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { type Filter, filters } from './find.ts'

interface ViewMenuProps {
  list: ListPreferences
  onList: (change: Partial<ListPreferences>) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  /** How many targets each filter lets through; worked out when the menu opens. */
  countOf: (filter: Filter) => number
  /** Keys of the groups that are there; empty where they cannot be closed. */
  groups: readonly string[]
  onChoose: () => void
  onHelp: () => void
}

/** What of the list is shown, and in which order. A filter is named by a strip of its own. */
export function ViewMenu(props: ViewMenuProps) {
  const { list, filter } = props
  const shown = list.groupBy === 'tag' ? t.listing.byTag : t.listing.oneList
  return (
    <MenuTrigger>
      <Button className={`pick${filter === 'all' ? '' : ' on'}`} aria-label={t.listing.view(shown)}>
        <span className="clip">{shown}</span>
        <Icon name="open" />
      </Button>
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <ViewChoices {...props} />
      </Popover>
    </MenuTrigger>
  )
}

function ViewChoices({ list, onList, filter, onFilter, countOf, groups, onChoose, onHelp }: ViewMenuProps) {
  const someOpen = groups.some((key) => !list.collapsed.includes(key))
  return (
    <Menu className="menu" aria-label={t.listing.viewMenu}>
      <MenuSection
        className="menu-section"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[`filter ${filter}`]}
      >
        <Header className="menu-head">{t.listing.show}</Header>
        {filters.map((one) => (
          <MenuItem key={one} id={`filter ${one}`} className="menu-item pickable" onAction={() => onFilter(one)}>
            {t.listing.filters[one]} <i>{formatCount(countOf(one))}</i>
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSection
        className="menu-section"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[`group ${list.groupBy}`]}
      >
        <Header className="menu-head">{t.listing.group}</Header>
        <MenuItem id="group tag" className="menu-item pickable" onAction={() => onList({ groupBy: 'tag' })}>
          {t.listing.byTag}
        </MenuItem>
        <MenuItem id="group none" className="menu-item pickable" onAction={() => onList({ groupBy: 'none' })}>
          {t.listing.oneList}
        </MenuItem>
      </MenuSection>
      <MenuSection
        className="menu-section"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[`sort ${list.sortBy}`]}
      >
        <Header className="menu-head">{t.listing.sort}</Header>
        {sortKeys.map((key) => (
          <MenuItem
            key={key}
            id={`sort ${key}`}
            className="menu-item pickable"
            onAction={() => onList({ sortBy: key })}
          >
            {t.listing.sorts[key]}
          </MenuItem>
        ))}
      </MenuSection>
      <MenuSection className="menu-section" aria-label={t.list.label}>
        <MenuItem
          id="groups"
          className="menu-item"
          onAction={() => onList({ collapsed: someOpen ? [...new Set([...list.collapsed, ...groups])] : [] })}
        >
          {someOpen ? t.listing.closeAll : t.listing.openAll}
        </MenuItem>
        <MenuItem id="choose" className="menu-item" onAction={onChoose}>
          {t.listing.choose}
        </MenuItem>
        <MenuItem id="help" className="menu-item" onAction={onHelp}>
          {t.listing.help}
        </MenuItem>
      </MenuSection>
    </Menu>
  )
}
