import { formatDuration } from '../contract/duration.ts'
import type { EndingCertificate } from './certificate-expiry.ts'
import type { Notification } from './notifier.ts'
import type { AlertNotice } from './policy.ts'
import { shorten } from './sanitise.ts'

/** Every sentence a notification is made of; another language is another object of this shape. */
export const english = {
  down: (name: string, label: string) => `${name} is down: ${label}`,
  changed: (name: string, from: string, to: string) => `${name}: ${from}, now ${to}`,
  up: (name: string) => `${name} is up again`,
  wasUp: (duration: string) => `Was up for ${duration}.`,
  isDown: (duration: string) => `Down for ${duration}.`,
  wasDown: (duration: string) => `Was down for ${duration}.`,
  expired: (name: string) => `Certificate of ${name} has expired`,
  expires: (name: string, days: number) =>
    `Certificate of ${name} expires ${days <= 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`}`,
  leaf: (subject: string) => `The leaf certificate${subject === '' ? '' : ` (${subject})`}`,
  intermediate: (subject: string) => `The intermediate certificate${subject === '' ? '' : ` (${subject})`}`,
  expiredOn: (certificate: string, date: string) => `${certificate} expired on ${date}.`,
  expiresOn: (certificate: string, date: string) => `${certificate} expires on ${date}.`,
  notShown: (count: number) => (count === 1 ? '1 more notification' : `${count} more notifications`),
  notShownBody: 'Too many came at once to show them all. Open Portlight to see every target.',
}
export type AlertWords = typeof english

/** A name may be 2000 characters long; what happened must still fit into the title. */
const maxName = 80

/** Puts a notice into words. Dates are in the machine's time zone. */
export function writeNotice(notice: AlertNotice, nowMs: number, words: AlertWords = english): Notification {
  const { kind, result } = notice
  const name = shorten(result.name, maxName)
  const about = {
    id: `${kind}:${result.id}:${result.startedAt}`,
    targetId: result.id,
    subject: kind,
    targetIds: [result.id],
    incidentIds: [],
    sound: false,
  }
  const label = result.result ?? ''
  switch (notice.kind) {
    case 'down':
      return {
        ...about,
        title: words.down(name, label),
        body: sentences(words.wasUp, notice.upForMs, result.message),
        urgency: 'critical',
        severity: 'down',
        actions: ['snooze-1h', 'open'],
      }
    case 'changed':
      return {
        ...about,
        title: words.changed(name, notice.from ?? '', label),
        body: sentences(words.isDown, notice.downForMs, result.message),
        urgency: 'normal',
        severity: 'down',
        actions: ['snooze-1h', 'open'],
      }
    case 'up':
      return {
        ...about,
        title: words.up(name),
        body: sentences(words.wasDown, notice.downForMs, result.message),
        urgency: 'normal',
        severity: 'up',
        actions: ['open'],
      }
    case 'certificate':
      return { ...about, ...certificateText(name, notice.ending, nowMs, words), actions: ['open'] }
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

function sentences(lead: (duration: string) => string, durationMs: number | null, message: string): string {
  return durationMs === null ? message : `${lead(formatDuration(durationMs))} ${message}`
}

function certificateText(name: string, ending: EndingCertificate, nowMs: number, words: AlertWords) {
  const over = ending.expiresAtMs <= nowMs
  const certificate = (ending.leaf ? words.leaf : words.intermediate)(ending.subject)
  const date = localDate(ending.expiresAtMs)
  return {
    title: over ? words.expired(name) : words.expires(name, calendarDays(nowMs, ending.expiresAtMs)),
    body: (over ? words.expiredOn : words.expiresOn)(certificate, date),
    urgency: over ? ('critical' as const) : ('normal' as const),
    severity: over ? ('down' as const) : ('warning' as const),
  }
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
