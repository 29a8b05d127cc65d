import { createContext, useContext } from 'react'
import type { RequestChannel } from '../electron/contract/channels.ts'
import type { Answer, RequestOf, ResponseOf } from '../electron/contract/schemas.ts'
import type { TargetView } from '../electron/contract/snapshot.ts'
import type { EditorStart } from './editor/start.ts'
import type { ManyActions } from './targets/change-many.ts'

/** What the person can do, from any view. Failures are shown by themselves unless the answer is asked for. */
export interface Actions extends ManyActions {
  request: <C extends RequestChannel>(channel: C, payload: RequestOf<C>) => Promise<Answer<ResponseOf<C>>>
  /** Asks and shows what went wrong, if anything did. */
  run: <C extends RequestChannel>(channel: C, payload: RequestOf<C>) => void
  /** Pauses what runs and resumes what is paused, until told otherwise. */
  togglePause: (target: TargetView) => void
  /** Ends the snooze of a target, and those of its tags that cover it; says which tags those were. */
  unsnooze: (target: TargetView) => void
  /** Shows a line over the foot of the view, and what takes back what it tells of. */
  say: (text: string, undo?: () => void) => void
  showList: (focusId: string | null) => void
  showTarget: (id: string) => void
  showAdd: () => void
  /** An id is that of a target to be changed. */
  showEditor: (start: string | EditorStart) => void
  showSettings: () => void
  /** With a text that was pasted elsewhere, that is looked at. */
  showImport: (text?: string) => void
  /** The keys and what the marks mean. */
  showHelp: () => void
}

export const ActionsContext = createContext<Actions | null>(null)

export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('useActions needs an ActionsContext above it')
  return actions
}
