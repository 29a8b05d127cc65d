import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import type { EventOf } from '../electron/contract/schemas.ts'
import type { Snapshot, TargetView } from '../electron/contract/snapshot.ts'
import { type Actions, ActionsContext } from './actions.ts'
import { AddView } from './add/add-view.tsx'
import { EmptyView } from './add/empty-view.tsx'
import type { Client } from './bridge.ts'
import { DetailView } from './detail/detail-view.tsx'
import { createOverviews } from './history/overview.ts'
import { OverviewsContext } from './history/use-row-history.ts'
import { asSentences } from './i18n/format.ts'
import { t } from './i18n/text.ts'
import { useLanguage } from './i18n/use-language.ts'
import { ImportView } from './import/import-view.tsx'
import { SettingsView } from './settings/settings-view.tsx'
import type { PageStore } from './store.ts'
import { type FocusWish, ListView } from './targets/list-view.tsx'
import { ConnectionBanner } from './ui/connection-banner.tsx'
import { useEscape } from './ui/keys.ts'
import { Toast, type ToastContent } from './ui/toast.tsx'

/** Where in the popover the person is. */
type Place = EventOf<'navigate'> | { view: 'import' }

interface AppProps {
  client: Client
  store: PageStore
}

/** The popover: one view at a time, over the state the host last told. */
export function App({ client, store }: AppProps) {
  const { snapshot, connected } = useSyncExternalStore(store.subscribe, store.get)
  const [place, setPlace] = useState<Place>({ view: 'list' })
  const [focus, setFocus] = useState<FocusWish>({ id: null })
  const [toast, setToast] = useState<ToastContent | null>(null)
  const hideToast = useMemo(() => () => setToast(null), [])

  useEffect(() => client.on('navigate', setPlace), [client])
  useTheme(snapshot)
  const { locale, ready } = useLanguage(snapshot?.preferences.language)
  const begun = useOnce(ready)

  const overviews = useMemo(() => createOverviews(client), [client])

  const actions = useMemo(() => {
    const say = (text: string, undo: (() => void) | null): void =>
      setToast((before) => ({ nth: (before?.nth ?? 0) + 1, text, undo }))
    return createActions(client, { setPlace, setFocus, say })
  }, [client])

  useEscape(() => {
    if (place.view === 'list') actions.run('window:hide', {})
    else actions.showList(place.view === 'target' ? place.id : null)
  })

  return (
    <I18nProvider locale={locale}>
      <ActionsContext value={actions}>
        <OverviewsContext value={overviews}>
          <main className="pop">
            {!connected && <ConnectionBanner />}
            {snapshot && begun ? (
              // What holds nothing of the person's is built anew in another language; a form is only rendered again.
              <View key={keepsInput(place) ? '' : locale} snapshot={snapshot} place={place} focus={focus} />
            ) : (
              <p className="starting">{t.connection.connecting}</p>
            )}
            {toast && <Toast key={toast.nth} text={toast.text} undo={toast.undo} onGone={hideToast} />}
          </main>
        </OverviewsContext>
      </ActionsContext>
    </I18nProvider>
  )
}

/** Views that read or draw once what they show of the language; the others hold what a person is about to write. */
function keepsInput({ view }: Place): boolean {
  return view !== 'list' && view !== 'target'
}

/** True from the first time something is. */
function useOnce(now: boolean): boolean {
  const [before, setBefore] = useState(now)
  if (now && !before) setBefore(true)
  return now || before
}

function View({ snapshot, place, focus }: { snapshot: Snapshot; place: Place; focus: FocusWish }) {
  switch (place.view) {
    case 'add':
      return <AddView />
    case 'import':
      return <ImportView />
    case 'settings':
      return <SettingsView snapshot={snapshot} />
    case 'target': {
      const target = snapshot.targets.find(({ id }) => id === place.id)
      // The target may have been removed meanwhile, here or elsewhere.
      return target ? <DetailView key={target.id} target={target} /> : <List snapshot={snapshot} focus={focus} />
    }
    case 'list':
      return <List snapshot={snapshot} focus={focus} />
  }
}

function List({ snapshot, focus }: { snapshot: Snapshot; focus: FocusWish }) {
  if (snapshot.targets.length === 0) return <EmptyView notices={snapshot.notices} />
  return <ListView snapshot={snapshot} focus={focus} />
}

/** The person's choice on the root element, where the colours read it; without one the system's is followed. */
function useTheme(snapshot: Snapshot | null): void {
  const theme = snapshot?.preferences.theme ?? 'system'
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}

interface Page {
  setPlace: (place: Place) => void
  setFocus: (wish: FocusWish) => void
  say: (text: string, undo: (() => void) | null) => void
}

function createActions(client: Client, { setPlace, setFocus, say }: Page): Actions {
  const showList = (focusId: string | null): void => {
    setFocus({ id: focusId })
    setPlace({ view: 'list' })
  }
  const tell: Actions['request'] = async (channel, payload) => {
    const answer = await client.request(channel, payload)
    if (!answer.ok) say(asSentences(answer.message || t.failures[answer.code]), null)
    return answer
  }
  const run: Actions['run'] = (channel, payload) => void tell(channel, payload)
  const restore = async (id: string): Promise<void> => {
    const answer = await tell('targets:restore', { ids: [id] })
    if (answer.ok) showList(id)
  }
  const unsnooze = async ({ id, tags }: TargetView): Promise<void> => {
    const settings = await tell('alerts:get', {})
    if (!settings.ok) return
    const covering = settings.value.snoozes
      .map(({ scope }) => scope)
      .filter((scope) => (scope.kind === 'target' ? scope.id === id : tags.includes(scope.tag)))
    const ended = await Promise.all(covering.map((scope) => tell('targets:unsnooze', { scope })))
    const names = covering.flatMap((scope) => (scope.kind === 'tag' ? [scope.tag] : []))
    if (names.length > 0 && ended.every(({ ok }) => ok)) say(t.toast.tagsUnsnoozed(names.join(', ')), null)
  }
  const remove = async ({ id, name }: TargetView): Promise<void> => {
    const answer = await tell('targets:remove', { ids: [id] })
    if (answer.ok) say(t.toast.removed(name), () => void restore(id))
  }
  return {
    request: client.request,
    run,
    showList,
    togglePause: (target) =>
      target.paused
        ? run('targets:resume', { ids: [target.id] })
        : run('targets:pause', { ids: [target.id], until: null }),
    unsnooze: (target) => void unsnooze(target),
    say: (text) => say(text, null),
    remove: (target) => {
      const { name, sourceFile } = target
      if (sourceFile === null) void remove(target)
      else say(t.toast.readOnly(name, sourceFile), null)
    },
    showTarget: (id) => setPlace({ view: 'target', id }),
    showAdd: () => setPlace({ view: 'add' }),
    showSettings: () => setPlace({ view: 'settings' }),
    showImport: () => setPlace({ view: 'import' }),
  }
}
