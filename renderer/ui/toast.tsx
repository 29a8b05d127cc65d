import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { t } from '../i18n/text.ts'
import { IconButton } from './icon-button.tsx'

export interface ToastContent {
  /** A new number for each one shown. */
  nth: number
  text: string
  /** What the Undo button does; null for a message alone. */
  undo: (() => void) | null
}

/** How long it stays; it stays on while the pointer or the focus is on it. */
const stayMs = 10_000

/** One message over the foot of the view, with Undo where something can be taken back. */
export function Toast({ text, undo, onGone }: Omit<ToastContent, 'nth'> & { onGone: () => void }) {
  const [kept, setKept] = useState(false)
  useEffect(() => {
    if (kept) return
    const timer = setTimeout(onGone, stayMs)
    return () => clearTimeout(timer)
  }, [kept, onGone])
  const keep = (): void => setKept(true)
  const release = (): void => setKept(false)
  return (
    <div className="toast" onPointerEnter={keep} onPointerLeave={release} onFocus={keep} onBlur={release}>
      <span role="status">{text}</span>
      {undo && (
        <Button
          className="btn text small"
          onPress={() => {
            undo()
            onGone()
          }}
        >
          {t.actions.undo}
        </Button>
      )}
      <IconButton icon="close" label={t.actions.close} onPress={onGone} />
    </div>
  )
}
