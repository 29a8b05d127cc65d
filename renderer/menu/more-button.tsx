import { Button } from 'react-aria-components/Button'
import { MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { HostFacts, TargetView } from '../../electron/contract/snapshot.ts'
import { t } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { TargetMenu } from './target-menu.tsx'

/** Opens the menu of the target that is shown. */
export function MoreButton({ target, host }: { target: TargetView; host: HostFacts['kind'] }) {
  return (
    <MenuTrigger>
      <Button className="btn-i" aria-label={t.menu.more}>
        <Icon name="more" />
      </Button>
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <TargetMenu target={target} host={host} />
      </Popover>
    </MenuTrigger>
  )
}
