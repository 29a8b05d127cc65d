import { useState } from 'react'
import type { DesktopChange, DesktopView } from '../../electron/contract/desktop.ts'
import { useActions } from '../actions.ts'
import { useAsked } from '../history/use-asked.ts'
import { asSentences } from '../i18n/format.ts'

/** How the program stands in the session, as the system has it now, and the way to change that. */
export function useDesktop(): {
  view: DesktopView | null
  /** Answers what the host has against it, or null. */
  keep: (change: DesktopChange) => Promise<string | null>
  set: (change: DesktopChange) => void
  check: () => void
} {
  const { request, say } = useActions()
  const [times, setTimes] = useState(0)
  const { value } = useAsked('desktop:get', String(times), () => ({}))
  const keep = async (change: DesktopChange): Promise<string | null> => {
    const answer = await request('desktop:set', change)
    setTimes((count) => count + 1)
    return answer.ok ? null : answer.message
  }
  const told = async (outcome: Promise<string | null>): Promise<void> => {
    const fault = await outcome
    if (fault !== null) say(asSentences(fault))
  }
  const check = async (): Promise<string | null> => {
    const answer = await request('update:check', {})
    setTimes((count) => count + 1)
    return answer.ok ? null : answer.message
  }
  return { view: value, keep, set: (change) => void told(keep(change)), check: () => void told(check()) }
}
