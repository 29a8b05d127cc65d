import type { Failure, News } from './news.ts'
import type { Notification } from './notifier.ts'
import { shorten } from './sanitise.ts'
import type { AlertWords } from './words.ts'

/** A name may be 2000 characters long; what happened must still fit into the title. */
const maxName = 80

export type Text = Pick<Notification, 'title' | 'body'>

/** One piece of news in words. Dates are in the machine's time zone; `nowMs` is the wall clock. */
export function oneText(news: News, nowMs: number, words: AlertWords): Text {
  const name = shorten(news.target.name, maxName)
  switch (news.kind) {
    case 'down': {
      const { failure, upForMs, behind } = news
      return {
        title: words.down(name, failure.label ?? ''),
        body: failureBody(failure, words.wasUp, upForMs, behind, words),
      }
    }
    case 'still-down':
    case 'reminder': {
      const { failure, downForMs, behind } = news
      const body = failureBody(failure, words.isDown, downForMs, behind, words)
      return { title: words.stillDown(name, failure.label ?? ''), body }
    }
    case 'changed': {
      const { failure, from, downForMs } = news
      const body = failureBody(failure, words.isDown, downForMs, 0, words)
      return { title: words.changed(name, from ?? '', failure.label ?? ''), body }
    }
    case 'up': {
      const late = nowMs - news.atMs > lateMs ? words.upSince(localDate(news.atMs)) : ''
      return {
        title: words.up(name),
        body: sentences(timed(words.wasDown, news.downForMs, words), late, words.answered(news.message)),
      }
    }
    case 'degraded':
      return {
        title: words.slow(name, words.duration(news.latencyMs)),
        body: words.slowBody(words.duration(news.limitMs)),
      }
    case 'restored':
      return { title: words.notSlow(name), body: '' }
    case 'flapping':
      return { title: words.flapping(name), body: words.flappingBody(news.changes, words.duration(news.withinMs)) }
    case 'steady':
      if (news.latencyMs !== null) return { title: words.settledSlow(name, words.duration(news.latencyMs)), body: '' }
      return {
        title: words.settled(name, news.failure && (news.failure.label ?? '')),
        body: news.failure === null ? '' : words.happened(news.failure.reason, news.failure.message),
      }
    case 'certificate':
    case 'certificate-renewed':
      return endingText(news, name, nowMs, words)
    case 'certificate-changed':
      return news.issuer === news.before
        ? { title: words.replaced(name), body: words.issuer(news.issuer) }
        : { title: words.issuerChanged(name), body: words.issuers(news.issuer, news.before) }
  }
}

/** A recovery told this much later says since when it is up. */
const lateMs = 60_000

function failureBody(
  failure: Failure,
  lead: (duration: string) => string,
  forMs: number | null,
  behind: number,
  words: AlertWords,
): string {
  return sentences(
    timed(lead, forMs, words),
    words.happened(failure.reason, failure.message),
    behind > 0 ? words.behind(behind) : '',
  )
}

function timed(lead: (duration: string) => string, durationMs: number | null, words: AlertWords): string {
  return durationMs === null ? '' : lead(words.duration(durationMs))
}

function endingText(
  { kind, ending }: Extract<News, { kind: 'certificate' | 'certificate-renewed' }>,
  name: string,
  nowMs: number,
  words: AlertWords,
): Text {
  const over = ending.expiresAtMs <= nowMs
  const certificate = (ending.leaf ? words.leaf : words.intermediate)(ending.subject)
  const body = (over ? words.expiredOn : words.expiresOn)(certificate, localDate(ending.expiresAtMs))
  if (kind === 'certificate-renewed') return { title: words.renewed(name), body }
  return { title: over ? words.expired(name) : words.expires(name, calendarDays(nowMs, ending.expiresAtMs)), body }
}

/** Sentences one after the other, apart but for Chinese ones; the empty ones leave no gap. */
export function sentences(...all: readonly string[]): string {
  return all
    .filter((sentence) => sentence !== '')
    .reduce((text, next) => (text === '' || text.endsWith('。') ? text + next : `${text} ${next}`), '')
}

/** Midnights between the two: whole days of 24 hours would call tomorrow morning "today". */
function calendarDays(fromMs: number, toMs: number): number {
  return (localMidnight(toMs) - localMidnight(fromMs)) / 86_400_000
}

/** The local date as if it were one in UTC, where every day has 24 hours. */
function localMidnight(ms: number): number {
  const date = new Date(ms)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

function localDate(ms: number): string {
  const date = new Date(ms)
  const day = new Date(localMidnight(ms)).toISOString().slice(0, 10)
  return `${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
