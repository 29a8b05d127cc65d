import type { Snooze } from '../../../electron/contract/alert-settings.ts'
import type { TargetView } from '../../../electron/contract/snapshot.ts'
import { useActions } from '../../actions.ts'
import { asSentences, formatClock } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'
import { useClock } from '../../ui/clock.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { Alerts } from './use-alerts.ts'

interface SnoozeGroupProps {
  alerts: Alerts
  targets: readonly TargetView[]
}

/** What is snoozed, and until when; nothing where nothing is. */
export function SnoozeGroup({ alerts, targets }: SnoozeGroupProps) {
  const { request, say } = useActions()
  const { snoozes } = alerts.settings
  if (snoozes.length === 0) return null
  const end = async ({ scope }: Snooze): Promise<void> => {
    const answer = await request('targets:unsnooze', { scope })
    if (answer.ok) await alerts.reload()
    else say(asSentences(answer.message))
  }
  return (
    <section className="setgroup">
      <h2>{t.settings.alerts.snoozed}</h2>
      {snoozes.map((snooze) => (
        <SnoozeRow
          key={JSON.stringify(snooze.scope)}
          snooze={snooze}
          name={nameOf(snooze, targets)}
          onEnd={() => void end(snooze)}
        />
      ))}
    </section>
  )
}

function nameOf({ scope }: Snooze, targets: readonly TargetView[]): string {
  if (scope.kind === 'tag') return t.settings.alerts.tagged(scope.tag)
  return targets.find(({ id }) => id === scope.id)?.name ?? t.settings.alerts.gone
}

function SnoozeRow({ snooze, name, onEnd }: { snooze: Snooze; name: string; onEnd: () => void }) {
  const { until } = snooze
  const when = useClock((nowMs) => (until === null ? t.snoozedUntilUp : t.snoozedUntil(formatClock(until, nowMs))))
  return (
    <div className="set">
      <span className="clip">{name}</span>
      <span className="d">{when}</span>
      <span className="c">
        <IconButton icon="close" label={t.settings.alerts.tellAgain(name)} onPress={onEnd} />
      </span>
    </div>
  )
}
