import type { RefObject } from 'react'
import { Popover } from 'react-aria-components/Popover'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { t } from '../i18n/text.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

interface RowSnoozeProps {
  /** The target to be snoozed; null: none. */
  target: TargetView | null
  /** Its row, or the list where the row is out of sight. */
  row: RefObject<HTMLElement | null>
  onClose: () => void
}

/** The snooze menu at a row of the list, opened by a key. The row has the focus again when it closes. */
export function RowSnooze({ target, row, onClose }: RowSnoozeProps) {
  const isOpen = target !== null
  return (
    <Popover
      aria-label={t.snooze.title}
      className="menu-popover"
      triggerRef={row}
      placement="bottom end"
      offset={-8}
      crossOffset={-14}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {target && <SnoozeMenu target={target} onClose={onClose} />}
    </Popover>
  )
}
