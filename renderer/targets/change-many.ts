import type { Amendment } from '../../electron/contract/schemas.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { Actions } from '../actions.ts'
import { inSentence, settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

/** What can be done with many targets at once. Each says what it did and offers to take it back. */
export interface ManyActions {
  pauseAll: (targets: readonly TargetView[], until: string | null) => void
  resumeAll: (targets: readonly TargetView[]) => void
  /** Removes those that are one's own, and says how many are not. */
  removeAll: (targets: readonly TargetView[]) => void
  setInterval: (targets: readonly TargetView[], intervalMs: number) => void
  addTag: (targets: readonly TargetView[], tag: string) => void
  removeTag: (targets: readonly TargetView[], tag: string) => void
}

interface Teller {
  /** Asks, and shows what went wrong, if anything did. */
  tell: Actions['request']
  say: (text: string, undo: (() => void) | null) => void
  showList: (focusId: string | null) => void
}

const idsOf = (targets: readonly TargetView[]): string[] => targets.map(({ id }) => id)

export function createManyActions({ tell, say, showList }: Teller): ManyActions {
  // A host that is slow to answer must not be asked twice: the second time there is nothing left to remove.
  const leaving = new Set<string>()

  /** Puts every pause back as it was, each with its own end. */
  async function pausesBack(targets: readonly TargetView[]): Promise<void> {
    const running = targets.filter(({ paused }) => paused === null)
    if (running.length > 0) await tell('targets:resume', { ids: idsOf(running) })
    const ends = Map.groupBy(
      targets.filter(({ paused }) => paused !== null),
      ({ paused }) => paused?.until ?? null,
    )
    for (const [until, group] of ends) await tell('targets:pause', { ids: idsOf(group), until })
  }

  async function pauseAll(targets: readonly TargetView[], until: string | null): Promise<void> {
    const answer = await tell('targets:pause', { ids: idsOf(targets), until })
    if (answer.ok) say(t.listing.paused(targets.length), () => void pausesBack(targets))
  }

  async function resumeAll(targets: readonly TargetView[]): Promise<void> {
    const answer = await tell('targets:resume', { ids: idsOf(targets) })
    if (answer.ok) say(t.listing.resumed(targets.length), () => void pausesBack(targets))
  }

  async function restore(ids: readonly string[]): Promise<void> {
    const answer = await tell('targets:restore', { ids: [...ids] })
    if (!answer.ok) return
    const missing = ids.length - answer.value.restored.length
    if (missing > 0) say(t.listing.notRestored(missing), null)
    showList(answer.value.restored[0] ?? null)
  }

  async function removeAll(targets: readonly TargetView[]): Promise<void> {
    const own = targets.filter(({ id, sourceFile }) => sourceFile === null && !leaving.has(id))
    const [first] = own
    const [foreign] = targets.filter(({ sourceFile }) => sourceFile !== null)
    if (foreign && !first) say(t.toast.readOnly(inSentence(foreign.name), foreign.sourceFile ?? ''), null)
    if (!first) return
    const ids = idsOf(own)
    for (const id of ids) leaving.add(id)
    const answer = await tell('targets:remove', { ids })
    for (const id of ids) leaving.delete(id)
    if (!answer.ok) return
    const left = targets.filter(({ sourceFile }) => sourceFile !== null).length
    const text = own.length === 1 ? t.toast.removed(inSentence(first.name)) : t.listing.removed(own.length)
    say(left === 0 ? text : t.sentences(text, t.listing.leftInFiles(left)), () => void restore(ids))
  }

  /** Changes what of them can be changed, which are a person's own. */
  async function amend(
    targets: readonly TargetView[],
    change: (target: TargetView) => Omit<Amendment, 'id'> | null,
    said: (count: number) => string,
  ): Promise<void> {
    const changing = targets.flatMap((target) => {
      const changed = target.sourceFile === null ? change(target) : null
      return changed === null ? [] : [{ target, changed }]
    })
    const left = targets.filter(({ sourceFile }) => sourceFile !== null).length
    const more = left === 0 ? '' : t.listing.leftInFiles(left)
    if (changing.length === 0) return say(more === '' ? t.listing.nothingToChange : more, null)
    const answer = await tell('targets:amend', {
      changes: changing.map(({ target, changed }) => ({ id: target.id, ...changed })),
    })
    if (!answer.ok) return
    const back = changing.map(({ target: { id, intervalMs, tags } }) => ({ id, intervalMs, tags }))
    const text = said(changing.length)
    say(more === '' ? text : t.sentences(text, more), () => void tell('targets:amend', { changes: back }))
  }

  return {
    pauseAll: (targets, until) => void pauseAll(targets, until),
    resumeAll: (targets) => void resumeAll(targets),
    removeAll: (targets) => void removeAll(targets),
    setInterval: (targets, intervalMs) =>
      void amend(
        targets,
        (target) => (target.intervalMs === intervalMs ? null : { intervalMs }),
        (count) => t.listing.intervalSet(count, settingText(intervalMs)),
      ),
    addTag: (targets, tag) =>
      void amend(
        targets,
        ({ tags }) => (tags.includes(tag) ? null : { tags: [...tags, tag] }),
        (count) => t.listing.tagAdded(count, tag),
      ),
    removeTag: (targets, tag) =>
      void amend(
        targets,
        ({ tags }) => (tags.includes(tag) ? { tags: tags.filter((other) => other !== tag) } : null),
        (count) => t.listing.tagRemoved(count, tag),
      ),
  }
}
