import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { useAsked } from '../history/use-asked.ts'
import { asSentences, formatBytes, formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { useExport } from './use-export.ts'

/** Deletes everything, after saying what that is; for a while it can be taken back. */
export function DeleteGroup({ host }: { host: HostFacts }) {
  const { request, say } = useActions()
  const [asking, setAsking] = useState(false)
  const [until, setUntil] = useState<string | null>(null)
  const { value: summary } = useAsked('data:summary', asking ? 'asking' : null, () => ({}))
  const exporting = useExport()
  const end = useClock((now) => until && formatClock(until, now))
  const text = t.settings.deleting

  const act = async (channel: 'data:delete' | 'data:restore'): Promise<void> => {
    const answer = await request(channel, {})
    setAsking(false)
    if (!answer.ok) return say(asSentences(answer.message))
    setUntil('until' in answer.value ? answer.value.until : null)
    if (channel === 'data:restore') say(text.restored)
  }

  return (
    <section className="setgroup" aria-label={text.title}>
      <h2>{text.title}</h2>
      {until !== null && (
        <div className="set">
          <span role="status">{text.deleted}</span>
          <span className="d">{text.until(end ?? '')}</span>
          <span className="c">
            <Button className="btn small" autoFocus onPress={() => void act('data:restore')}>
              {t.actions.undo}
            </Button>
          </span>
        </div>
      )}
      {asking && summary && (
        <div className="card confirm" role="alertdialog" aria-label={text.title} aria-describedby="delete-what">
          <div id="delete-what">
            <p>{text.goes}</p>
            <ul>
              <li>{text.targets(summary.targets)}</li>
              <li>{text.secrets(summary.secrets)}</li>
              <li>{text.history(formatBytes(summary.historyBytes))}</li>
              <li>{text.settings}</li>
            </ul>
            <p className="hint">{text.stays(summary.logs, host.dataDirectory)}</p>
          </div>
          <div className="form-end">
            <Button className="btn small" onPress={() => void exporting('portlight')}>
              {text.exportFirst}
            </Button>
            <span className="push" />
            <Button className="btn small" autoFocus onPress={() => setAsking(false)}>
              {t.importing.cancel}
            </Button>
            <Button className="btn small danger" onPress={() => void act('data:delete')}>
              {text.confirm}
            </Button>
          </div>
        </div>
      )}
      {!asking && until === null && (
        <Button className="btn small" onPress={() => setAsking(true)}>
          {text.open}
        </Button>
      )}
    </section>
  )
}
