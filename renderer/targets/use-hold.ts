import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react'

/** How long after the last key the list still counts as being worked in. */
const keyHoldMs = 5000

interface Hold {
  held: boolean
  handlers: {
    onPointerEnter: (event: PointerEvent) => void
    onPointerLeave: () => void
    onKeyDownCapture: (event: KeyboardEvent) => void
    onBlur: (event: FocusEvent) => void
  }
}

/** Tells while rows must not move: the pointer is over the list, or the keyboard is being used in it. */
export function useHold(): Hold {
  const [pointing, setPointing] = useState(false)
  const [keyedAt, setKeyedAt] = useState<number | null>(null)

  useEffect(() => {
    if (keyedAt === null) return
    const timer = setTimeout(() => setKeyedAt(null), keyHoldMs)
    return () => clearTimeout(timer)
  }, [keyedAt])

  useEffect(() => {
    const release = (): void => {
      setPointing(false)
      setKeyedAt(null)
    }
    window.addEventListener('blur', release)
    return () => window.removeEventListener('blur', release)
  }, [])

  return {
    held: pointing || keyedAt !== null,
    handlers: {
      onPointerEnter: (event) => setPointing(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointing(false),
      onKeyDownCapture: (event) => {
        if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') setKeyedAt(event.timeStamp)
      },
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setKeyedAt(null)
      },
    },
  }
}
