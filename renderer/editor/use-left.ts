import { useCallback, useEffect, useRef, useState } from 'react'
import type { OptionName } from './options.ts'

interface Left {
  left: ReadonlySet<OptionName>
  leave: (name: OptionName) => void
  /** It is being written again: what was wrong is looked at when it is left the next time. */
  enter: (name: OptionName) => void
}

/**
 * The fields that a person has left, whose faults are due. A field left by a press counts only when the press has ended:
 * a fault takes room, and what is pressed must not move away in between.
 */
export function useLeft(): Left {
  const [left, setLeft] = useState<ReadonlySet<OptionName>>(new Set())
  const pressing = useRef(false)
  const waiting = useRef<OptionName[]>([])

  const leave = useCallback((name: OptionName): void => {
    if (pressing.current) waiting.current.push(name)
    else setLeft((before) => new Set(before).add(name))
  }, [])
  const enter = useCallback((name: OptionName): void => {
    setLeft((before) => new Set([...before].filter((other) => other !== name)))
  }, [])

  useEffect(() => {
    const onDown = (): void => {
      pressing.current = true
    }
    const onUp = (): void => {
      pressing.current = false
      const names = waiting.current
      waiting.current = []
      // The click comes after this, in the same turn.
      if (names.length > 0) setTimeout(() => setLeft((before) => new Set([...before, ...names])))
    }
    const events = ['pointerup', 'pointercancel'] as const
    document.addEventListener('pointerdown', onDown, { capture: true })
    for (const type of events) document.addEventListener(type, onUp, { capture: true })
    return () => {
      document.removeEventListener('pointerdown', onDown, { capture: true })
      for (const type of events) document.removeEventListener(type, onUp, { capture: true })
    }
  }, [])
  return { left, leave, enter }
}
