import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import type { EventOf } from '../electron/contract/schemas.ts'
import type { Snapshot } from '../electron/contract/snapshot.ts'
import { ActionsContext } from './actions.ts'
import { AddView } from './add/add-view.tsx'
import { EmptyView } from './add/empty-view.tsx'
import type { Client } from './bridge.ts'
import { createActions } from './create-actions.ts'
import { DetailView } from './detail/detail-view.tsx'
import type { EditorStart } from './editor/start.ts'
import { createOverviews } from './history/overview.ts'
import { OverviewsContext } from './history/use-row-history.ts'
import { useLanguage } from './i18n/use-language.ts'
import { ImportView } from './import/import-view.tsx'
import { SettingsView } from './settings/settings-view.tsx'
import type { Slowness } from './slowness.ts'
import type { PageStore } from './store.ts'
import { ListView, type ListViewProps, type Looking } from './targets/list-view.tsx'
import type { FocusWish } from './targets/use-row-focus.ts'
import { ConnectionBanner, SlowBanner } from './ui/connection-banner.tsx'
import { useCommands, useEscape } from './ui/keys.ts'
import { Starting } from './ui/starting.tsx'
import { Toasts, useSaid } from './ui/toasts.tsx'

const EditorView = lazy(() => import('./editor/editor-view.tsx'))
const HelpView = lazy(async () => ({ default: (await import('./help/help-view.tsx')).HelpView }))

/** Where in the popover the person is. */
export type Place =
  | EventOf<'navigate'>
  | { view: 'import'; text: string }
  | { view: 'help' }
  /** `nth` tells one opening from the next; `backTo` is the target whose details it was opened from. */
  | { view: 'editor'; start: EditorStart; nth: number; backTo: string | null }

interface AppProps {
  client: Client
  slowness: Pick<Slowness, 'get' | 'subscribe'>
  store: PageStore
}

/** The popover: one view at a time, over the state the host last told. */
export function App({ client, slowness, store }: AppProps) {
  const { snapshot, connected } = useSyncExternalStore(store.subscribe, store.get)
  const slow = useSyncExternalStore(slowness.subscribe, slowness.get)
  const [place, setPlace] = useState<Place>({ view: 'list' })
  const [focus, setFocus] = useState<FocusWish>({ id: null })
  const [looking, setLooking] = useState<Looking>({ query: '', filter: 'all' })
  const [lastRow] = useState(createLastRow)
  const [said, say, forget] = useSaid()

  useEffect(() => client.on('navigate', setPlace), [client])
  useTheme(snapshot)
  const { locale, ready } = useLanguage(snapshot?.preferences.language)
  // Until the snapshot is there nobody knows which language the person chose; the system's would be drawn and thrown away.
  const begun = useOnce(snapshot !== null && ready)
  const moved = useOnce(place.view !== 'list')

  const overviews = useMemo(() => createOverviews(client), [client])

  const actions = useMemo(
    () => createActions(client, { setPlace, setFocus, say, lastRow: lastRow.get }),
    [client, say, lastRow],
  )

  useCommands((command) => {
    if (command !== '?') return false
    actions.showHelp()
    return true
  })
  useEscape(() => {
    if (place.view !== 'list') actions.showList(place.view === 'target' ? place.id : null)
    else if (snapshot?.host.kind === 'desktop') actions.run('window:hide', {})
    return true
  }, true)
  const list = (now: Snapshot) => (
    <List snapshot={now} focus={focus} looking={looking} onLooking={setLooking} onActiveRow={lastRow.set} />
  )

  return (
    <I18nProvider locale={locale}>
      <ActionsContext value={actions}>
        <OverviewsContext value={overviews}>
          <main className="pop" data-moved={moved || undefined}>
            {connected ? slow && <SlowBanner /> : <ConnectionBanner />}
            {snapshot && begun ? (
              // What holds nothing of the person's is built anew in another language; a form is only rendered again.
              <View key={keepsInput(place) ? '' : locale} snapshot={snapshot} place={place} list={list} />
            ) : (
              <Starting />
            )}
            <Toasts said={said} onGone={forget} />
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

/** Remembers which row of the list the keys acted on last, whatever view is shown. */
function createLastRow() {
  let key: string | null = null
  return {
    get: () => key,
    set: (now: string | null) => {
      key = now
    },
  }
}

/** True from the first time something is. */
function useOnce(now: boolean): boolean {
  const [before, setBefore] = useState(now)
  if (now && !before) setBefore(true)
  return now || before
}

interface ViewProps {
  snapshot: Snapshot
  place: Place
  list: (snapshot: Snapshot) => React.JSX.Element
}

function View({ snapshot, place, list }: ViewProps) {
  switch (place.view) {
    case 'add':
      return <AddView />
    case 'import':
      return <ImportView text={place.text} progress={snapshot.importing ?? null} />
    case 'settings':
      return <SettingsView snapshot={snapshot} />
    case 'editor':
      return (
        <Suspense fallback={null}>
          <EditorView key={place.nth} start={place.start} snapshot={snapshot} backTo={place.backTo} />
        </Suspense>
      )
    case 'help':
      return (
        <Suspense fallback={null}>
          <HelpView />
        </Suspense>
      )
    case 'target': {
      const target = snapshot.targets.find(({ id }) => id === place.id)
      // The target may have been removed meanwhile, here or elsewhere.
      return target ? <DetailView key={target.id} target={target} host={snapshot.host.kind} /> : list(snapshot)
    }
    case 'list':
      return list(snapshot)
  }
}

function List(props: ListViewProps) {
  const { targets, notices } = props.snapshot
  return targets.length === 0 ? <EmptyView notices={notices} /> : <ListView {...props} />
}

/** The person's choice on the root element, where the colours read it; without one the system's is followed. */
function useTheme(snapshot: Snapshot | null): void {
  const theme = snapshot?.preferences.theme ?? 'system'
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
