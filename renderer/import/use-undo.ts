import { useState } from 'react'
import type { LastImport } from '../../electron/contract/import.ts'
import { useActions } from '../actions.ts'
import { useAsked } from '../history/use-asked.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/** The last import that can be taken back, and the way to do so, which answers what came of it. */
export function useUndo(): { last: LastImport | null; undo: (id: string) => Promise<string> } {
  const { request } = useActions()
  const [times, setTimes] = useState(0)
  const { value } = useAsked('import:last', String(times), () => ({}))
  return {
    last: value,
    undo: async (id) => {
      const answer = await request('import:undo', { id })
      setTimes((before) => before + 1)
      return answer.ok ? t.importing.undone(answer.value) : asSentences(answer.message)
    },
  }
}
