import { useCallback, useState } from 'react'
import { defaultListPreferences, type ListPreferences } from '../../electron/contract/list-preferences.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/**
 * How the person wants the list, and how to change that. A change shows at once and not when the host has told of it;
 * one that is refused is taken back.
 */
export function useChoices(
  kept: ListPreferences | undefined,
): [ListPreferences, (change: Partial<ListPreferences>) => void] {
  const { request, say } = useActions()
  const [mine, setMine] = useState<ListPreferences | null>(null)
  const told = kept ?? defaultListPreferences
  if (mine !== null && JSON.stringify(mine) === JSON.stringify(told)) setMine(null)
  const shown = mine ?? told
  const change = useCallback(
    async (part: Partial<ListPreferences>): Promise<void> => {
      const list = { ...shown, ...part }
      setMine(list)
      const answer = await request('preferences:set', { list })
      if (answer.ok) return
      setMine((latest) => (latest === list ? null : latest))
      say(asSentences(answer.message || t.failures[answer.code]))
    },
    [request, say, shown],
  )
  return [shown, useCallback((part) => void change(part), [change])]
}
