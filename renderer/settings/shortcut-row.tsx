import { type KeyboardEvent, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { isAccelerator } from '../../electron/contract/accelerator.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Mark } from '../ui/mark.tsx'

interface ShortcutRowProps {
  shortcut: string | null
  /** Why the one that is set does nothing. */
  fault: string | null
  /** Answers what the host has against it, or null. */
  onKeep: (shortcut: string | null) => Promise<string | null>
}

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  '+': 'Plus',
}

/** The keys held as Electron writes them; null while only modifiers are. By place of the key: Option makes `å` of A. */
export function acceleratorOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>,
): string | null {
  if (/^(?:Control|Alt|AltGraph|Shift|Meta)$/.test(event.key)) return null
  const key = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] ?? names[event.key] ?? event.key
  const modifiers = [
    event.ctrlKey ? 'Control' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey ? 'Shift' : '',
    event.metaKey ? 'Super' : '',
  ]
  return [...modifiers.filter((name) => name !== ''), key].join('+')
}

/** Takes the keys as they are pressed; Escape leaves all as it was, Backspace takes the shortcut away. */
export function ShortcutRow({ shortcut, fault, onKeep }: ShortcutRowProps) {
  const [listening, setListening] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const text = t.settings.session
  const said = error ?? fault

  const keep = async (next: string | null): Promise<void> => {
    setListening(false)
    setError(await onKeep(next))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!listening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setListening(false)
    if (event.key === 'Backspace' || event.key === 'Delete') return void keep(null)
    const next = acceleratorOf(event)
    if (next === null) return
    if (isAccelerator(next)) void keep(next)
    else setError(text.weakShortcut)
  }

  return (
    <div className="set entry" onKeyDownCapture={onKeyDown} onBlur={() => setListening(false)}>
      <span>{text.shortcut}</span>
      <span className="d">{text.shortcutHint}</span>
      <span className="c">
        <Button
          className="btn small"
          aria-label={`${text.shortcut}: ${listening ? text.pressKeys : (shortcut ?? text.noShortcut)}`}
          onPress={() => setListening(true)}
        >
          {listening ? text.pressKeys : (shortcut ?? text.noShortcut)}
        </Button>
        {shortcut !== null && !listening && (
          <IconButton icon="close" label={text.removeShortcut} onPress={() => void keep(null)} />
        )}
      </span>
      {said !== null && (
        <p className="err" role="alert">
          <Mark kind="down" />
          <span>{asSentences(said)}</span>
        </p>
      )}
    </div>
  )
}
