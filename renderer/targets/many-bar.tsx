import { Button } from 'react-aria-components/Button'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ManyTags } from './many-tags.tsx'

/** What people choose; the editor takes any. */
const intervalsMs = [5000, 10_000, 15_000, 30_000, 60_000, 300_000, 900_000, 3_600_000]

/** What can be done with the targets that are selected, in the place of the foot. */
export function ManyBar({ targets, onDone }: { targets: readonly TargetView[]; onDone: () => void }) {
  const { pauseAll, resumeAll, removeAll, setInterval } = useActions()
  const none = targets.length === 0
  return (
    <footer className="bar-b many">
      <span role="status">{none ? t.listing.chooseHint : t.listing.chosen(targets.length)}</span>
      <span className="push" />
      <IconButton icon="pause" label={t.actions.pause} isDisabled={none} onPress={() => pauseAll(targets, null)} />
      <IconButton icon="resume" label={t.actions.resume} isDisabled={none} onPress={() => resumeAll(targets)} />
      <ManyTags targets={targets} />
      <MenuTrigger>
        <IconButton icon="interval" label={t.listing.interval} isDisabled={none} />
        <Popover className="menu-popover" placement="top end" offset={4}>
          <Menu className="menu" aria-label={t.listing.interval}>
            {intervalsMs.map((ms) => (
              <MenuItem key={ms} id={ms} className="menu-item" onAction={() => setInterval(targets, ms)}>
                {settingText(ms)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <IconButton icon="remove" label={t.listing.remove} isDisabled={none} onPress={() => removeAll(targets)} />
      <Button className="btn small" onPress={onDone}>
        {t.listing.done}
      </Button>
    </footer>
  )
}
