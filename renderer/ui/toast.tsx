import { type FocusEvent, useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { t } from '../i18n/text.ts'
import { IconButton } from './icon-button.tsx'

interface ToastProps {
  text: string
  /** What the Undo button does; null for a message alone. */
  undo: (() => void) | null
  onGone: () => void
}

/** How long it stays; it stays on while the pointer or the focus is on it. */
const stayMs = 10_000

/** One message, with Undo where something can be taken back. The focus goes back to where it came from. */
export function Toast({ text, undo, onGone }: ToastProps) {
  const [kept, setKept] = useState(false)
  const cameFrom = useRef<HTMLElement | null>(null)
  const gone = useRef(onGone)
  useEffect(() => {
    gone.current = onGone
  })
  useEffect(() => {
    if (kept) return
    const timer = setTimeout(() => gone.current(), stayMs)
    return () => clearTimeout(timer)
  }, [kept])
  const keep = (): void => setKept(true)
  const release = (): void => setKept(false)
  const onFocus = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    keep()
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget
  }
  const leave = (): void => {
    cameFrom.current?.focus()
    onGone()
  }
  return (
    <div className="toast" onPointerEnter={keep} onPointerLeave={release} onFocus={onFocus} onBlur={release}>
      <span role="status">{text}</span>
      {undo && (
        <Button
          className="btn text small"
          onPress={() => {
            undo()
            leave()
          }}
        >
          {t.actions.undo} <kbd aria-hidden="true">{t.keys.undo}</kbd>
        </Button>
      )}
      <IconButton icon="close" label={t.actions.close} onPress={leave} />
    </div>
  )
}
