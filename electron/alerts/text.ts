import { isDown, type News } from './news.ts'
import type { Notification } from './notifier.ts'
import { manyText, summaryText } from './text-many.ts'
import { oneText, sentences } from './text-one.ts'
import { type AlertWords, english } from './words.ts'

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
  const whole = sentences(allFail ? words.allFail : '', body)
  return { ...about, subject: first.kind, targetId: null, title, body: whole, ...manner(all, nowMs) }
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
      if (news.failure) return { urgency: 'critical', severity: 'down' }
      return { urgency: 'normal', severity: news.latencyMs === null ? 'up' : 'warning' }
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
