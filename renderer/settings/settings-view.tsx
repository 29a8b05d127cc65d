import { useEffect, useMemo, useRef } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { ViewHead } from '../ui/view-head.tsx'
import { AboutTab } from './about-tab.tsx'
import { FilesTab } from './files-tab.tsx'
import { GeneralTab } from './general-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { NetworkTab } from './network-tab.tsx'
import { NotificationsTab } from './notifications/notifications-tab.tsx'

const tabs = ['general', 'notifications', 'history', 'files', 'network', 'about'] as const
type TabName = (typeof tabs)[number]

/** What can be set, and what this program is. */
export function SettingsView({ snapshot }: { snapshot: Snapshot }) {
  const { showList } = useActions()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus(), [])
  return (
    <div className="view">
      <ViewHead title={t.settings.title} onBack={() => showList(null)} />
      <Tabs className="tabs">
        <TabList ref={list} className="tab-list" aria-label={t.settings.title}>
          {tabs.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t.settings.tabs[name]}
            </Tab>
          ))}
        </TabList>
        {tabs.map((name) => (
          <TabPanel key={name} id={name} className="tab-panel">
            <Panel name={name} snapshot={snapshot} />
          </TabPanel>
        ))}
      </Tabs>
    </div>
  )
}

function Panel({ name, snapshot }: { name: TabName; snapshot: Snapshot }) {
  const { host, preferences, targets, followed } = snapshot
  const tags = useMemo(() => [...new Set(targets.flatMap((target) => target.tags))], [targets])
  switch (name) {
    case 'general':
      return <GeneralTab preferences={preferences} host={host} />
    case 'notifications':
      return <NotificationsTab preferences={preferences} host={host} targets={targets} tags={tags} />
    case 'history':
      return <HistoryTab />
    case 'files':
      return <FilesTab followed={followed} />
    case 'network':
      return <NetworkTab host={host} />
    case 'about':
      return <AboutTab host={host} />
  }
}
