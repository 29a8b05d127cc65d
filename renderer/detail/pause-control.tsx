import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'

const choices = [
  { id: 'pauseQuarter', minutes: 15 },
  { id: 'pauseHour', minutes: 60 },
  { id: 'pauseForGood', minutes: null },
] as const

function pauseEnd(minutes: number | null): string | null {
  return minutes === null ? null : new Date(Date.now() + minutes * 60_000).toISOString()
}

/** Pauses the target for a while or for good; resumes one that is paused. */
export function PauseControl({ target }: { target: TargetView }) {
  const { run } = useActions()
  if (target.paused) {
    return (
      <IconButton icon="resume" label={t.actions.resume} onPress={() => run('targets:resume', { ids: [target.id] })} />
    )
  }
  return (
    <MenuTrigger>
      <IconButton icon="pause" label={t.actions.pause} />
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t.actions.pause}>
          {choices.map(({ id, minutes }) => (
            <MenuItem
              key={id}
              id={id}
              className="menu-item"
              onAction={() => run('targets:pause', { ids: [target.id], until: pauseEnd(minutes) })}
            >
              {t.actions[id]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
