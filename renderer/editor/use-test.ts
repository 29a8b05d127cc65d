import { useCallback, useEffect, useRef, useState } from 'react'
import type { DraftFault } from '../../electron/contract/draft.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { RequestOf } from '../../electron/contract/schemas.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

export type Tested = RequestOf<'targets:test'>['of']

export interface TestState {
  running: boolean
  /** Of the last test that ended; it stays while the next one runs. */
  result: ProbeResult | null
  /** Why there is none, in words. */
  fault: string | null
}

interface Testing extends TestState {
  /** Answers what the host has against options; null where another test came in between. */
  run: (of: Tested) => Promise<readonly DraftFault[] | null>
  /** Ends the test and forgets its result: what was tested is no longer what is written. */
  clear: () => void
}

const idle: TestState = { running: false, result: null, fault: null }

/** Probes what is not saved yet. One test at a time: the next takes its place, and leaving the view ends it. */
export function useTest(): Testing {
  const { request } = useActions()
  const [state, setState] = useState(idle)
  const [key] = useState(() => `${Date.now()}-${Math.random()}`)
  const nth = useRef(0)
  const running = useRef(false)

  const end = useCallback(() => {
    nth.current += 1
    if (running.current) void request('targets:test-stop', { key })
    running.current = false
  }, [request, key])
  useEffect(() => end, [end])

  const run = useCallback(
    async (of: Tested): Promise<readonly DraftFault[] | null> => {
      nth.current += 1
      const own = nth.current
      running.current = true
      setState((before) => ({ ...before, running: true }))
      const answer = await request('targets:test', { key, of })
      if (own !== nth.current) return null
      running.current = false
      if (!answer.ok) {
        setState({ ...idle, fault: asSentences(answer.message || t.failures[answer.code]) })
        return []
      }
      setState({ ...idle, result: answer.value.result })
      return answer.value.faults
    },
    [request, key],
  )
  const clear = useCallback(() => {
    end()
    setState(idle)
  }, [end])
  return { ...state, run, clear }
}
