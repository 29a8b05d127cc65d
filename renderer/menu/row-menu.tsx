import type { RefObject } from 'react'
import { Popover } from 'react-aria-components/Popover'
import type { HostFacts, TargetView } from '../../electron/contract/snapshot.ts'
import { t } from '../i18n/text.ts'
import { TargetMenu } from './target-menu.tsx'

interface RowMenuProps {
  /** The target it is about; null: closed. */
  target: TargetView | null
  host: HostFacts['kind']
  row: RefObject<HTMLElement | null>
  isPinned: boolean
  onPin: (id: string) => void
  onClose: () => void
}

/** The menu at a row of the list, opened by a key or the other mouse button. The row has the focus again when it closes. */
export function RowMenu({ target, host, row, isPinned, onPin, onClose }: RowMenuProps) {
  return (
    <Popover
      aria-label={t.menu.label}
      className="menu-popover"
      triggerRef={row}
      placement="bottom end"
      offset={-8}
      crossOffset={-14}
      isOpen={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      {target && <TargetMenu target={target} host={host} pin={{ isPinned, onPin }} onClose={onClose} />}
    </Popover>
  )
}
