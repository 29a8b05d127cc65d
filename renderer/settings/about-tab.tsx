import type { HostFacts } from '../../electron/contract/snapshot.ts'
import { t } from '../i18n/text.ts'
import { Facts } from '../ui/facts.tsx'

/** What this program is, and where it keeps things. */
export function AboutTab({ host }: { host: HostFacts }) {
  return (
    <div className="scroll">
      <section className="setgroup">
        <h2>{t.head.product}</h2>
        <Facts
          facts={[
            { term: t.settings.version, value: host.version },
            { term: t.settings.dataFolder, value: host.dataDirectory },
            { term: t.settings.deliveredBy, value: host.notifier ?? t.settings.noNotifier },
          ]}
        />
      </section>
    </div>
  )
}
