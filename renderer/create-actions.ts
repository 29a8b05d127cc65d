import type { TargetView } from '../electron/contract/snapshot.ts'
import type { Actions } from './actions.ts'
import type { Place } from './app.tsx'
import type { Client } from './bridge.ts'
import { asSentences } from './i18n/format.ts'
import { t } from './i18n/text.ts'
import { createManyActions } from './targets/change-many.ts'
import type { FocusWish } from './targets/use-row-focus.ts'

/** What of the page the actions change. */
interface Page {
  setPlace: (place: Place | ((before: Place) => Place)) => void
  setFocus: (wish: FocusWish) => void
  say: (text: string, undo: (() => void) | null) => void
  /** The row that the keys acted on last. */
  lastRow: () => string | null
}

/** What the person can do, over one client. */
export function createActions(client: Client, { setPlace, setFocus, say, lastRow }: Page): Actions {
  const showList = (focusId: string | null): void => {
    setFocus({ id: focusId ?? lastRow() })
    setPlace({ view: 'list' })
  }
  const tell: Actions['request'] = async (channel, payload) => {
    const answer = await client.request(channel, payload)
    if (!answer.ok) say(asSentences(answer.message || t.failures[answer.code]), null)
    return answer
  }
  const run: Actions['run'] = (channel, payload) => void tell(channel, payload)
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
  return {
    ...createManyActions({ tell, say, showList }),
    request: client.request,
    run,
    showList,
    togglePause: (target) =>
      target.paused
        ? run('targets:resume', { ids: [target.id] })
        : run('targets:pause', { ids: [target.id], until: null }),
    unsnooze: (target) => void unsnooze(target),
    say: (text, undo) => say(text, undo ?? null),
    showTarget: (id) => setPlace({ view: 'target', id }),
    showAdd: () => setPlace({ view: 'add' }),
    showEditor: (start) =>
      setPlace((from) => ({
        view: 'editor',
        start: typeof start === 'string' ? { kind: 'edit', id: start } : start,
        nth: from.view === 'editor' ? from.nth + 1 : 0,
        backTo: from.view === 'editor' ? from.backTo : from.view === 'target' ? from.id : null,
      })),
    showSettings: () => setPlace({ view: 'settings' }),
    showImport: (text = '') => setPlace({ view: 'import', text }),
    showHelp: () => setPlace({ view: 'help' }),
  }
}
