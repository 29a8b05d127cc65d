import { useCallback, useRef, useState } from 'react'
import { useCommands } from './keys.ts'
import { Toast } from './toast.tsx'

/** Something said over the foot of the view. */
export interface Said {
  nth: number
  text: string
  /** Takes back what was done; null for a message alone. */
  undo: (() => void) | null
}

/** More than these would cover the view; the oldest goes. */
const mostShown = 3

/** What was said last, newest last, and how to say more. */
export function useSaid(): [readonly Said[], (text: string, undo: Said['undo']) => void, (nth: number) => void] {
  const [said, setSaid] = useState<readonly Said[]>([])
  const last = useRef(0)
  const say = useCallback((text: string, undo: Said['undo']): void => {
    last.current += 1
    const one = { nth: last.current, text, undo }
    // What cannot be taken back need not be said twice.
    setSaid((before) => [...before.filter((other) => other.undo || other.text !== text), one].slice(-mostShown))
  }, [])
  const forget = useCallback((nth: number): void => setSaid((before) => before.filter((one) => one.nth !== nth)), [])
  return [said, say, forget]
}

/** Messages over the foot of the view, the newest lowest. The key Z takes back what was done last. */
export function Toasts({ said, onGone }: { said: readonly Said[]; onGone: (nth: number) => void }) {
  useCommands((command) => {
    const latest = command === 'z' ? said.findLast(({ undo }) => undo !== null) : undefined
    if (!latest) return false
    latest.undo?.()
    onGone(latest.nth)
    return true
  })
  return (
    <div className="toasts">
      {said.map(({ nth, text, undo }) => (
        <Toast key={nth} text={text} undo={undo} onGone={() => onGone(nth)} />
      ))}
    </div>
  )
}
