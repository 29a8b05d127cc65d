import { useEffect, useMemo, useState } from 'react'
import { parseTargetLine, type TargetLine } from '../../electron/contract/target-line.ts'
import { useActions } from '../actions.ts'
import { asSentences } from '../i18n/format.ts'
import { faultText } from './fault-text.ts'

/** A pause this long counts as the end of writing; an error shown earlier would scold half-written words. */
export const writingPauseMs = 700

interface Line {
  line: string
  setLine: (line: string) => void
  /** What the line means, or null while it means nothing yet. */
  parsed: TargetLine | null
  /** What is wrong with it, once the person has stopped writing or asked for it to be added. */
  error: string | null
  adding: boolean
  submit: () => void
}

/** One line that becomes a target: reads it as it is written, adds it, and shows it in the list. */
export function useLine(initial: string): Line {
  const { request, showList } = useActions()
  const [line, setLine] = useState(initial)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const reading = useMemo(() => parseTargetLine(line), [line])
  const wrong = reading.ok ? null : faultText(reading.fault)

  useEffect(() => {
    if (line.trim() === '' || wrong === null) return
    const timer = setTimeout(() => setComplaint(wrong), writingPauseMs)
    return () => clearTimeout(timer)
  }, [line, wrong])

  const add = async (): Promise<void> => {
    setAdding(true)
    const answer = await request('targets:add', { line: line.trim() })
    setAdding(false)
    if (answer.ok) showList(answer.value.id)
    else setComplaint(asSentences(answer.message))
  }

  return {
    line,
    setLine: (next) => {
      setLine(next)
      setComplaint(null)
    },
    parsed: reading.ok ? reading.value : null,
    error: complaint,
    adding,
    submit: () => {
      if (adding) return
      if (wrong === null) void add()
      else setComplaint(wrong)
    },
  }
}
