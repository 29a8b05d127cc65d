import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Switch } from 'react-aria-components/Switch'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import type { Preferences } from '../../electron/contract/settings.ts'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { asSentences, formatTime } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { FollowedGroup } from '../import/followed-group.tsx'
import { Facts } from '../ui/facts.tsx'
import { Mark } from '../ui/mark.tsx'
import { ViewHead } from '../ui/view-head.tsx'

const themes = ['system', 'light', 'dark'] as const satisfies Preferences['theme'][]

/** What can be set, and what this program is. */
export function SettingsView({ snapshot }: { snapshot: Snapshot }) {
  const { showList } = useActions()
  const { host, preferences } = snapshot
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => scroll.current?.focus(), [])
  return (
    <div className="view">
      <ViewHead title={t.settings.title} onBack={() => showList(null)} />
      <div className="scroll" ref={scroll} tabIndex={-1} role="region" aria-label={t.settings.title}>
        <section className="setgroup">
          <h2>{t.settings.appearance}</h2>
          <ThemeSetting theme={preferences.theme} />
        </section>
        <section className="setgroup">
          <h2>{t.settings.notifications}</h2>
          <NotificationSetting on={preferences.notifications} />
          <div className="set">
            <span>{t.settings.deliveredBy}</span>
            <span className="c one sub">{host.notifier ?? t.settings.noNotifier}</span>
          </div>
        </section>
        <FollowedGroup followed={snapshot.followed} />
        <section className="setgroup">
          <h2>{t.settings.about}</h2>
          <Facts
            facts={[
              { term: t.settings.version, value: host.version },
              { term: t.settings.dataFolder, value: host.dataDirectory },
            ]}
          />
        </section>
      </div>
      <TestBar />
    </div>
  )
}

function ThemeSetting({ theme }: { theme: Preferences['theme'] }) {
  const { run } = useActions()
  return (
    <div className="set">
      <span>{t.settings.theme}</span>
      <ToggleButtonGroup
        className="seg"
        aria-label={t.settings.theme}
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => {
          const chosen = themes.find((name) => keys.has(name))
          if (chosen) run('preferences:set', { theme: chosen })
        }}
      >
        {themes.map((name) => (
          <ToggleButton key={name} id={name} className="seg-b">
            {t.settings.themes[name]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}

function NotificationSetting({ on }: { on: boolean }) {
  const { run } = useActions()
  return (
    <Switch
      className="set switch"
      isSelected={on}
      onChange={(notifications) => run('preferences:set', { notifications })}
    >
      <span>{t.settings.notify}</span>
      <span className="d">{t.settings.notifyHint}</span>
      <span className="c">
        <span className="sw" />
      </span>
    </Switch>
  )
}

/** Sends a notification to see whether it arrives. */
function TestBar() {
  const { request } = useActions()
  const [outcome, setOutcome] = useState<{ shown: boolean; text: string } | null>(null)
  const [sending, setSending] = useState(false)

  const send = async (): Promise<void> => {
    setSending(true)
    const answer = await request('notifications:test', {})
    setSending(false)
    if (!answer.ok) return setOutcome({ shown: false, text: asSentences(answer.message) })
    const { shown, adapter } = answer.value
    const nowMs = Date.now()
    const clock = formatTime(new Date(nowMs).toISOString(), nowMs)
    const text = adapter === null ? t.settings.sentSomehow(clock) : t.settings.sent(adapter, clock)
    setOutcome({ shown, text: shown ? text : t.settings.notSent })
  }

  return (
    <div className="bar-b">
      <div className="outcome" role="status">
        {outcome && (
          <>
            <Mark kind={outcome.shown ? 'up' : 'down'} />
            <span>{outcome.text}</span>
          </>
        )}
      </div>
      <span className="push" />
      <Button className="btn small" isPending={sending} onPress={() => void send()}>
        {t.settings.test}
      </Button>
    </div>
  )
}
