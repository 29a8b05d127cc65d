import { useEffect, useState } from 'react'
import type { AlertSettings } from '../../../electron/contract/alert-settings.ts'
import type { RequestOf } from '../../../electron/contract/schemas.ts'
import { useActions } from '../../actions.ts'
import { asSentences } from '../../i18n/format.ts'

export interface Alerts {
  settings: AlertSettings
  /** Keeps a change; answers what the host has against it, or null. */
  keep: (change: RequestOf<'alerts:set'>) => Promise<string | null>
  /** The same for a switch, which shows the change at once and has no place for words: they are shown at the foot. */
  set: (change: RequestOf<'alerts:set'>) => void
  reload: () => Promise<void>
}

/** What is told, when and how, as the host keeps it; null until it has come. */
export function useAlerts(): Alerts | null {
  const { request, say } = useActions()
  const [settings, setSettings] = useState<AlertSettings | null>(null)

  useEffect(() => {
    let current = true
    const load = async (): Promise<void> => {
      const answer = await request('alerts:get', {})
      if (!current) return
      if (answer.ok) setSettings(answer.value)
      else say(asSentences(answer.message))
    }
    void load()
    return () => {
      current = false
    }
  }, [request, say])

  if (settings === null) return null

  const keep: Alerts['keep'] = async (change) => {
    const answer = await request('alerts:set', change)
    if (!answer.ok) return answer.message
    setSettings(answer.value)
    return null
  }
  return {
    settings,
    keep,
    set: (change) => {
      setSettings({ ...settings, ...change })
      const tell = async (): Promise<void> => {
        const fault = await keep(change)
        if (fault === null) return
        setSettings(settings)
        say(asSentences(fault))
      }
      void tell()
    },
    reload: async () => {
      const answer = await request('alerts:get', {})
      if (answer.ok) setSettings(answer.value)
    },
  }
}
