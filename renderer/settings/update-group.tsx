import { Button } from 'react-aria-components/Button'
import type { UpdateState } from '../../electron/contract/desktop.ts'
import { useActions } from '../actions.ts'
import { Entry } from '../fields/entry.tsx'
import { asSentences, formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { useDesktop } from './use-desktop.ts'

function stateText(update: UpdateState, nowMs: number): string {
  const text = t.settings.updates
  switch (update.kind) {
    case 'unknown':
      return text.unknown
    case 'current':
      return text.current(formatClock(update.checkedAt, nowMs))
    case 'newer':
      return text.newer(update.version)
    case 'failed':
      return asSentences(update.reason)
  }
}

function StateText({ update }: { update: UpdateState }) {
  return useClock((nowMs) => stateText(update, nowMs))
}

/** Where news of releases is looked for; off unless the person names a feed. */
export function UpdateGroup() {
  const { run } = useActions()
  const { view, keep, check } = useDesktop()
  const text = t.settings.updates
  if (view === null) return null
  const { updateFeed, update } = view
  return (
    <section className="setgroup">
      <h2>{text.title}</h2>
      <Entry
        label={text.feed}
        hint={text.feedHint}
        value={updateFeed ?? ''}
        write={String}
        read={(value) => ({ ok: true, value: value.trim() })}
        placeholder="https://…"
        size="long"
        maxLength={2048}
        onCommit={(feed) => keep({ updateFeed: feed || null })}
      />
      {updateFeed !== null && (
        <div className="set">
          <span role="status">
            <StateText update={update} />
          </span>
          <span className="c one">
            {update.kind === 'newer' && (
              <Button className="btn small primary" onPress={() => run('update:open', {})}>
                {text.open}
              </Button>
            )}
            <Button className="btn small" onPress={check}>
              {text.check}
            </Button>
          </span>
        </div>
      )}
    </section>
  )
}
