import { formatDuration } from '../contract/duration.ts'
import { grouped } from './gather.ts'
import { type Failure, isDown, type News, type NewsKind } from './news.ts'
import type { Notification } from './notifier.ts'
import { shorten } from './sanitise.ts'
import { type AlertWords, english } from './words.ts'

/** A name may be 2000 characters long; what happened must still fit into the title. */
const maxName = 80

/** In a list each name gets less, and so many characters are left for all of them in a body of 500. */
const maxListedName = 40
const maxList = 300

type Text = Pick<Notification, 'title' | 'body'>
type Manner = Pick<Notification, 'urgency' | 'severity' | 'actions'>

export interface NoticeOptions {
  /** Unique. */
  id: string
  /** Wall clock. Dates are in the machine's time zone. */
  nowMs: number
  /** Every target there is fails. */
  allFail?: boolean
  words?: AlertWords
}

/** Puts one piece of news into words, or several of one kind, or of several kinds. */
export function writeNotice(all: readonly [News, ...News[]], options: NoticeOptions): Notification {
  const { id, nowMs, allFail = false, words = english } = options
  const [first, ...others] = all
  const about = {
    id,
    sound: false,
    targetIds: all.map(({ target }) => target.id),
    incidentIds: all.flatMap(({ target }) => target.incidentId ?? []),
  }
  if (others.length === 0) {
    return {
      ...about,
      subject: first.kind,
      targetId: first.target.id,
      ...oneText(first, nowMs, words),
      ...manner(all, nowMs),
    }
  }
  if (others.some(({ kind }) => kind !== first.kind)) {
    return { ...about, subject: 'summary', targetId: null, ...summaryText(all, words), ...manner(all, nowMs) }
  }
  const { title, body } = manyText(first.kind, all, words)
  const hint = allFail ? `${words.allFail} ` : ''
  return { ...about, subject: first.kind, targetId: null, title, body: hint + body, ...manner(all, nowMs) }
}

/** Says that this computer is offline, and by what sign. */
export function writeOffline(
  id: string,
  cause: 'offline' | 'captive-portal' | 'dns',
  words: AlertWords = english,
): Notification {
  const title = { offline: words.offline, 'captive-portal': words.portal, dns: words.noDns }[cause]
  const quiet = { urgency: 'low', severity: 'info', sound: false, actions: ['open'] } as const
  return {
    id,
    subject: 'offline',
    title,
    body: words.offlineBody,
    ...quiet,
    targetId: null,
    targetIds: [],
    incidentIds: [],
  }
}

/** Says in one notification that `count` others were not shown. */
export function writeNotShown(count: number, id: string, words: AlertWords = english): Notification {
  return {
    id,
    subject: 'summary',
    title: words.notShown(count),
    body: words.notShownBody,
    urgency: 'normal',
    severity: 'info',
    sound: false,
    actions: ['open'],
    targetId: null,
    targetIds: [],
    incidentIds: [],
  }
}

/** How news comes along: that of the worst among it. */
function manner(all: readonly News[], nowMs: number): Manner {
  const manners = all.map((news) => mannerOf(news, nowMs))
  const urgency = manners.some((one) => one.urgency === 'critical') ? 'critical' : 'normal'
  const severity = (['down', 'warning', 'up', 'info'] as const).find((each) =>
    manners.some((one) => one.severity === each),
  )
  const actions = all.some(isDown) ? (['snooze-1h', 'open'] as const) : (['open'] as const)
  return { urgency, severity: severity ?? 'info', actions }
}

function mannerOf(news: News, nowMs: number): Pick<Manner, 'urgency' | 'severity'> {
  switch (news.kind) {
    case 'down':
    case 'still-down':
      return { urgency: 'critical', severity: 'down' }
    case 'changed':
    case 'reminder':
      return { urgency: 'normal', severity: 'down' }
    case 'steady':
      return news.failure ? { urgency: 'critical', severity: 'down' } : { urgency: 'normal', severity: 'up' }
    case 'up':
    case 'restored':
    case 'certificate-renewed':
      return { urgency: 'normal', severity: 'up' }
    case 'certificate':
      return news.ending.expiresAtMs <= nowMs
        ? { urgency: 'critical', severity: 'down' }
        : { urgency: 'normal', severity: 'warning' }
    case 'degraded':
    case 'flapping':
    case 'certificate-changed':
      return { urgency: 'normal', severity: 'warning' }
  }
}

function oneText(news: News, nowMs: number, words: AlertWords): Text {
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
      return { title: words.up(name), body: sentences(timed(words.wasDown, news.downForMs), late, news.message) }
    }
    case 'degraded':
      return {
        title: words.slow(name, formatDuration(news.latencyMs)),
        body: words.slowBody(formatDuration(news.limitMs)),
      }
    case 'restored':
      return { title: words.notSlow(name), body: '' }
    case 'flapping':
      return { title: words.flapping(name), body: words.flappingBody(news.changes, formatDuration(news.withinMs)) }
    case 'steady':
      return {
        title: words.settled(name, news.failure && (news.failure.label ?? '')),
        body: news.failure?.message ?? '',
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
  return sentences(timed(lead, forMs), failure.message, behind > 0 ? words.behind(behind) : '')
}

function timed(lead: (duration: string) => string, durationMs: number | null): string {
  return durationMs === null ? '' : lead(formatDuration(durationMs))
}

function sentences(...all: readonly string[]): string {
  return all.filter((sentence) => sentence !== '').join(' ')
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

function manyText(kind: NewsKind, all: readonly News[], words: AlertWords): Text {
  return { title: manyTitle(kind, all, words), body: list(all, words) }
}

function manyTitle(kind: NewsKind, all: readonly News[], words: AlertWords): string {
  const count = all.length
  switch (kind) {
    case 'down':
      return words.manyDown(count, groups(all, words))
    case 'still-down':
    case 'reminder':
      return words.manyStillDown(count, groups(all, words))
    case 'changed':
      return words.manyChanged(count)
    case 'up':
      return words.manyUp(count, groups(all, words))
    case 'degraded':
      return words.manySlow(count)
    case 'restored':
      return words.manyNotSlow(count)
    case 'flapping':
      return words.manyFlapping(count)
    case 'steady':
      return words.manySettled(count, all.filter(isDown).length)
    case 'certificate':
      return words.manyExpire(count)
    case 'certificate-renewed':
      return words.manyRenewed(count)
    case 'certificate-changed':
      return words.manyReplaced(count)
  }
}

function groups(all: readonly News[], words: AlertWords): string {
  const parts = grouped(all.map((news) => ({ host: news.target.host, reason: reasonOf(news) })))
  return parts
    .map(({ count, host, reason }) => {
      if (host === null && reason === null) return parts.length === 1 ? '' : words.rest(count)
      return words.group(count, host && shorten(host, maxListedName), reason && words.reasons[reason])
    })
    .join(', ')
}

function reasonOf(news: News) {
  return 'failure' in news ? (news.failure?.reason ?? null) : null
}

function list(all: readonly News[], words: AlertWords, most = maxList): string {
  const names: string[] = []
  let length = 0
  for (const { target } of all) {
    const name = shorten(target.name, maxListedName)
    length += name.length + 2
    if (length > most) break
    names.push(name)
  }
  return words.list(names, all.length - names.length)
}

/** Of the worst first, so that what does not fit is the rest. */
function summaryText(all: readonly News[], words: AlertWords): Text {
  const [down, up] = [all.filter(isDown), all.filter(({ kind }) => kind === 'up')]
  const other = all.filter((news) => !isDown(news) && news.kind !== 'up')
  const part = (news: readonly News[], says: (names: string) => string) =>
    news.length === 0 ? '' : says(list(news, words, maxList / 3))
  const body = sentences(part(down, words.summaryDown), part(up, words.summaryUp), part(other, words.summaryOther))
  return { title: words.summary(all.length), body }
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
