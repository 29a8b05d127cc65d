import type { RequestOf } from '../../electron/contract/schemas.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { saveAsFile } from '../ui/hand-over.ts'

/** Writes the configuration as files, one download each, and says what the format had no word for. */
export function useExport(): (format: RequestOf<'config:export'>['format']) => Promise<string[]> {
  const { request, say } = useActions()
  return async (format) => {
    const answer = await request('config:export', { format })
    if (!answer.ok) {
      say(asSentences(answer.message))
      return []
    }
    const { files, warnings } = answer.value
    for (const { path, text } of files) saveAsFile(text, path.replaceAll('/', '-'), 'text/plain')
    say(t.settings.exporting.saved(files.length, warnings.length))
    return warnings
  }
}
