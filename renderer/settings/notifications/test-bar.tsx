import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { HostFacts } from '../../../electron/contract/snapshot.ts'
import { useActions } from '../../actions.ts'
import { asSentences, formatTime } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { Mark, type MarkKind } from '../../ui/mark.tsx'

interface Outcome {
  kind: MarkKind
  text: string
}

/** What shows notifications here, and a notification to see whether it does. */
export function TestBar({ host }: { host: HostFacts }) {
  const { request } = useActions()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [sending, setSending] = useState(false)
  const before: Outcome =
    host.notifier === null
      ? { kind: 'down', text: t.settings.noNotifier }
      : { kind: 'pending', text: t.settings.shownBy(host.notifier) }

  const send = async (): Promise<void> => {
    setSending(true)
    const answer = await request('notifications:test', {})
    setSending(false)
    if (!answer.ok) return setOutcome({ kind: 'down', text: asSentences(answer.message) })
    const { shown, adapter, reason } = answer.value
    const nowMs = Date.now()
    const clock = formatTime(new Date(nowMs).toISOString(), nowMs)
    if (shown) {
      const text = adapter === null ? t.settings.sentSomehow(clock) : t.settings.sent(adapter, clock)
      return setOutcome({ kind: 'up', text })
    }
    setOutcome({ kind: 'down', text: reason === null ? t.settings.notSent : t.settings.notifierReasons[reason] })
  }

  const { kind, text } = outcome ?? before
  return (
    <div className="bar-b test-bar">
      <div className="outcome" role="status">
        <Mark kind={kind} />
        <span>{text}</span>
      </div>
      <span className="push" />
      <Button className="btn small" isPending={sending} onPress={() => void send()}>
        {t.settings.test}
      </Button>
    </div>
  )
}
