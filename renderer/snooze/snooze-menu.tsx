import { Header } from 'react-aria-components/Header'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import type { Snooze } from '../../electron/contract/alert-settings.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { type SnoozeChoice, snoozeChoices, snoozeEnd } from '../../electron/contract/snooze-end.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'

/** A target's tags beyond these are reached through another target. */
const shownTags = 2
const tagChoices: readonly SnoozeChoice[] = ['hour', 'morning']

interface SnoozeMenuProps {
  target: TargetView
  /** Called when something was chosen; a menu trigger around it knows by itself. */
  onClose?: () => void
}

/** How long nobody is to be told of a target, or of everything with one of its tags. */
export function SnoozeMenu({ target, onClose }: SnoozeMenuProps) {
  const { run, unsnooze } = useActions()
  const { id, state, snoozed, tags } = target
  const snooze = (scope: Snooze['scope'], choice: SnoozeChoice): void => {
    run('targets:snooze', { scope, until: snoozeEnd(choice) })
  }
  const choices = snoozeChoices.filter((choice) => choice !== 'recovery' || state !== 'up')
  return (
    <Menu className="menu" aria-label={t.snooze.title} autoFocus="first" {...(onClose && { onClose })}>
      {snoozed && (
        <MenuItem id="end" className="menu-item" onAction={() => unsnooze(target)}>
          {t.snooze.end}
        </MenuItem>
      )}
      <MenuSection className="menu-section">
        <Header className="menu-head">{t.snooze.title}</Header>
        {choices.map((choice) => (
          <MenuItem
            key={choice}
            id={choice}
            className="menu-item"
            onAction={() => snooze({ kind: 'target', id }, choice)}
          >
            {t.snooze.choices[choice]}
          </MenuItem>
        ))}
      </MenuSection>
      {tags.slice(0, shownTags).map((tag) => (
        <MenuSection key={tag} className="menu-section">
          <Header className="menu-head">{t.snooze.tag(tag)}</Header>
          {tagChoices.map((choice) => (
            <MenuItem
              key={choice}
              id={`${tag} ${choice}`}
              className="menu-item"
              onAction={() => snooze({ kind: 'tag', tag }, choice)}
            >
              {t.snooze.choices[choice]}
            </MenuItem>
          ))}
        </MenuSection>
      ))}
    </Menu>
  )
}
