import { Button } from 'react-aria-components/Button'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { copyText, saveAsFile } from '../ui/hand-over.ts'
import { fileName } from './file-name.ts'
import type { Past } from './use-past.ts'

const types = { csv: 'text/csv', json: 'application/json' } as const

/** What was, to take along: the target's results as a file, and the incidents of all targets in words. */
export function ExportBlock({ target, past }: { target: TargetView; past: Past }) {
  const { request, say } = useActions()
  const { id, name } = target

  const results = async (format: 'csv' | 'json'): Promise<void> => {
    const range = past.shown()
    const answer = await request('history:export', { id, ...range, format })
    if (answer.ok) saveAsFile(answer.value.text, fileName(name, range, format), types[format])
    else say(asSentences(answer.message))
  }
  const report = async (use: 'copy' | 'save'): Promise<void> => {
    const range = past.shown()
    const answer = await request('history:report', range)
    if (!answer.ok) return say(asSentences(answer.message))
    if (use === 'save') return saveAsFile(answer.value.text, fileName(t.exporting.report, range, 'txt'), 'text/plain')
    say((await copyText(answer.value.text)) ? t.exporting.copied : t.exporting.notCopied)
  }

  return (
    <section className="block">
      <h2>
        {t.exporting.title}
        <span className="aside">{past.zoom ? t.chart.zoomed : t.chart.ranges[past.range]}</span>
      </h2>
      <div className="exports">
        <span>{t.exporting.results}</span>
        <Button className="btn small" onPress={() => void results('csv')}>
          CSV
        </Button>
        <Button className="btn small" onPress={() => void results('json')}>
          JSON
        </Button>
      </div>
      <div className="exports">
        <span>{t.exporting.incidents}</span>
        <Button className="btn small" onPress={() => void report('copy')}>
          {t.exporting.copy}
        </Button>
        <Button className="btn small" onPress={() => void report('save')}>
          {t.exporting.save}
        </Button>
      </div>
    </section>
  )
}
