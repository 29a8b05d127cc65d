import { useEffect, useRef, useState } from 'react'
import type { RequestChannel } from '../../electron/contract/channels.ts'
import type { RequestOf, ResponseOf } from '../../electron/contract/schemas.ts'
import { useActions } from '../actions.ts'

export interface Asked<T> {
  /** The latest answer; while another is on its way, the one before, so that nothing jumps. */
  value: T | null
  /** The words of the host, where it could not answer. */
  failed: string | null
  /** The question that `value` answers. */
  key: string | null
}

/**
 * Asks when the view appears and whenever `key` changes, which names the question; null asks nothing. `payload` is called
 * at that moment, so that it may hold the time.
 */
export function useAsked<C extends RequestChannel>(
  channel: C,
  key: string | null,
  payload: () => RequestOf<C>,
): Asked<ResponseOf<C>> {
  const { request } = useActions()
  const [asked, setAsked] = useState<Asked<ResponseOf<C>>>({ value: null, failed: null, key: null })
  const latest = useRef(payload)
  useEffect(() => {
    latest.current = payload
  })
  useEffect(() => {
    if (key === null) return
    let current = true
    const ask = async (): Promise<void> => {
      const answer = await request(channel, latest.current())
      if (!current) return
      setAsked((before) =>
        answer.ok ? { value: answer.value, failed: null, key } : { ...before, failed: answer.message },
      )
    }
    void ask()
    return () => {
      current = false
    }
  }, [request, channel, key])
  return asked
}
