import { Button } from 'react-aria-components/Button'
import { MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { t } from '../i18n/text.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

interface SnoozeControlProps {
  target: TargetView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}

/** Snoozes the target that is shown. */
export function SnoozeControl({ target, isOpen, onOpenChange }: SnoozeControlProps) {
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      <Button className="btn small">{target.snoozed ? t.snooze.snoozed : t.snooze.open}</Button>
      <Popover className="menu-popover" placement="bottom end" offset={4}>
        <SnoozeMenu target={target} />
      </Popover>
    </MenuTrigger>
  )
}
