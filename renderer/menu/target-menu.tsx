import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import type { HostFacts, TargetView } from '../../electron/contract/snapshot.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { writeTargetLine } from '../../electron/contract/target-line.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { copyText } from '../ui/hand-over.ts'
import { commandLine, tools } from './command-line.ts'
import { resultText } from './result-text.ts'

interface TargetMenuProps {
  target: TargetView
  host: HostFacts['kind']
  /** Only where there is a list to pin it in. */
  pin?: { isPinned: boolean; onPin: (id: string) => void }
  /** Called when something was chosen; a menu trigger around it knows by itself. */
  onClose?: () => void
}

/** What can be done with one target, beside what has a key of its own. */
export function TargetMenu({ target, host, pin, onClose }: TargetMenuProps) {
  const { request, run, say, showEditor } = useActions()
  const { id, protocol, address } = target
  const tool = tools[/^tls:/i.test(address) ? 'tls' : protocol]

  const copy = async (text: string, done: string): Promise<void> => {
    say((await copyText(text)) ? done : t.menu.notCopied)
  }
  const withOptions = async (use: (options: TargetConfig) => Promise<void>): Promise<void> => {
    const answer = await request('targets:get', { id })
    if (answer.ok) await use(answer.value.target)
    else say(t.failures[answer.code])
  }
  const copyCommand = (): void =>
    void withOptions((options) => {
      const { text, lacks } = commandLine(options)
      return copy(text, lacks ? t.menu.commandSecrets : t.menu.copied.command)
    })
  const open = (): void => {
    if (host === 'desktop') run('targets:open', { id })
    else window.open(target.target, '_blank', 'noopener,noreferrer')
  }
  return (
    <Menu className="menu" aria-label={t.menu.label} autoFocus="first" {...(onClose && { onClose })}>
      <MenuSection className="menu-section" aria-label={t.menu.edit}>
        <MenuItem id="edit" className="menu-item" onAction={() => showEditor(id)}>
          {t.menu.edit}
        </MenuItem>
        <MenuItem id="duplicate" className="menu-item" onAction={() => showEditor({ kind: 'copy', id })}>
          {t.menu.duplicate}
        </MenuItem>
        {pin && (
          <MenuItem id="pin" className="menu-item" onAction={() => pin.onPin(id)}>
            {pin.isPinned ? t.listing.unpin : t.listing.pin}
          </MenuItem>
        )}
      </MenuSection>
      <MenuSection className="menu-section" aria-label={t.menu.label}>
        {protocol === 'http' && (
          <MenuItem id="open" className="menu-item" onAction={open}>
            {t.menu.open}
          </MenuItem>
        )}
        <MenuItem
          id="address"
          className="menu-item"
          onAction={() => void copy(protocol === 'http' ? target.target : address, t.menu.copied.address)}
        >
          {t.menu.copyAddress}
        </MenuItem>
        <MenuItem
          id="line"
          className="menu-item"
          onAction={() => void withOptions((options) => copy(writeTargetLine(options), t.menu.copied.line))}
        >
          {t.menu.copyLine}
        </MenuItem>
        <MenuItem
          id="result"
          className="menu-item"
          onAction={() => void copy(resultText(target), t.menu.copied.result)}
        >
          {t.menu.copyResult}
        </MenuItem>
        <MenuItem id="command" className="menu-item" onAction={copyCommand}>
          {t.menu.copyCommand(tool)}
        </MenuItem>
      </MenuSection>
    </Menu>
  )
}
