import type { TargetView } from '../../electron/contract/snapshot.ts'
import { adviceOf, sentenceOf } from '../i18n/sentence.ts'
import { perLanguage } from '../i18n/text.ts'
import { certificateDays, certificateSoonDays } from './certificate-days.ts'
import { stateWord } from './state-word.ts'

/** What of the list is shown. */
export const filters = ['all', 'problems', 'degraded', 'certificates', 'paused'] as const
export type Filter = (typeof filters)[number]

/** True for a target that the filter lets through. Problems are all that fail, also where nobody is told of it. */
export function passes(target: TargetView, filter: Filter, nowMs: number): boolean {
  const { state, lastResult } = target
  switch (filter) {
    case 'all':
      return true
    case 'problems':
      return state === 'down' || state === 'degraded' || state === 'confirming'
    case 'degraded':
      return state === 'degraded'
    case 'certificates':
      return !!lastResult?.certificate && certificateDays(lastResult.certificate, nowMs) <= certificateSoonDays
    case 'paused':
      return state === 'paused'
  }
}

// A target that changes is a new object, so what was worked out for one holds as long as the object does.
const texts = perLanguage(() => new WeakMap<TargetView, string>())

/** Everything a person may remember of a target: name, address, tags, state, result, and what happened in words. */
function textOf(target: TargetView): string {
  const known = texts().get(target)
  if (known !== undefined) return known
  const { name, address, tags, labels, lastResult, sourceFile } = target
  const told = lastResult && [lastResult.result, lastResult.reason, lastResult.message, sentenceOf(lastResult)]
  const parts = [name, target.target, address, ...tags, ...Object.values(labels), sourceFile, stateWord(target, 0)]
  const text = [...parts, ...(told ?? []), lastResult && adviceOf(lastResult)].join('\n').toLowerCase()
  texts().set(target, text)
  return text
}

/** True when every word of the query is somewhere in what is known of the target, whatever the case. */
export function matches(target: TargetView, query: string): boolean {
  if (query === '') return true
  const text = textOf(target)
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
