import type { Preferences } from '../../../electron/contract/settings.ts'
import type { HostFacts, TargetView } from '../../../electron/contract/snapshot.ts'
import { MaintenanceGroup } from './maintenance-group.tsx'
import { QuietGroup } from './quiet-group.tsx'
import { SnoozeGroup } from './snooze-group.tsx'
import { TellGroup } from './tell-group.tsx'
import { TestBar } from './test-bar.tsx'
import { TimingGroup } from './timing-group.tsx'
import { useAlerts } from './use-alerts.ts'
import { WebhookGroup } from './webhook-group.tsx'

interface NotificationsTabProps {
  preferences: Preferences
  host: HostFacts
  targets: readonly TargetView[]
  tags: readonly string[]
}

/** What is told, when and how. */
export function NotificationsTab({ preferences, host, targets, tags }: NotificationsTabProps) {
  const alerts = useAlerts()
  return (
    <>
      <div className="scroll">
        {alerts && (
          <>
            <TellGroup alerts={alerts} notifications={preferences.notifications} />
            <SnoozeGroup alerts={alerts} targets={targets} />
            <TimingGroup alerts={alerts} />
            <QuietGroup alerts={alerts} tags={tags} />
            <MaintenanceGroup alerts={alerts} tags={tags} />
            <WebhookGroup alerts={alerts} />
          </>
        )}
      </div>
      <TestBar host={host} />
    </>
  )
}
