import * as z from 'zod/mini'
import { type Maintenance, maintenanceSchema } from '../../../electron/contract/alert-settings.ts'
import { parseDuration } from '../../../electron/contract/duration.ts'
import { readTimeOfDay } from '../../fields/read-value.ts'
import { settingText } from '../../i18n/format.ts'
import { t } from '../../i18n/text.ts'

/** A maintenance window as it is being written: everything is text until it is saved. */
export interface Draft {
  id: string
  name: string
  /** Null: every target. */
  tags: string[] | null
  /** Targets chosen elsewhere are kept. */
  targetIds: string[] | null
  kind: 'once' | 'weekly'
  /** Of the local calendar, as the browser's field writes it: `2026-11-22T23:00`. */
  onceFrom: string
  onceUntil: string
  days: number[]
  from: string
  duration: string
  timeZone: string | null
}

/** Which field is wrong, and how. */
export interface DraftFault {
  field: 'name' | 'tags' | 'onceFrom' | 'onceUntil' | 'days' | 'from' | 'duration' | null
  message: string
}

const hourMs = 3_600_000

const two = (value: number): string => String(value).padStart(2, '0')

/** A moment as `<input type="datetime-local">` writes it. */
function local(atMs: number): string {
  const at = new Date(atMs)
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** A window of the next full hour, or of Sunday nights. */
export function newDraft(nowMs: number = Date.now(), id: string = newId()): Draft {
  const next = Math.ceil(nowMs / hourMs) * hourMs
  return {
    id,
    name: '',
    tags: null,
    targetIds: null,
    kind: 'once',
    onceFrom: local(next),
    onceUntil: local(next + 2 * hourMs),
    days: [0],
    from: '23:00',
    duration: settingText(2 * hourMs),
    timeZone: null,
  }
}

/** `crypto.randomUUID` is only there in a secure context, which a page over plain HTTP has not. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function draftOf({ id, name, tags, targetIds, when }: Maintenance): Draft {
  const draft = { ...newDraft(Date.now(), id), name, tags, targetIds, kind: when.kind }
  if (when.kind === 'once') {
    return { ...draft, onceFrom: local(Date.parse(when.from)), onceUntil: local(Date.parse(when.until)) }
  }
  const { days, from, durationMs, timeZone } = when
  return { ...draft, days, from, duration: settingText(durationMs), timeZone }
}

type Read = { ok: true; window: Maintenance } | { ok: false; fault: DraftFault }

const wrong = (field: DraftFault['field'], message: string): Read => ({ ok: false, fault: { field, message } })

/** Reads a draft as a window that can be saved, or says what is wrong with it first. */
export function readDraft(draft: Draft): Read {
  const text = t.settings.alerts.maintenance
  const name = draft.name.trim()
  if (name === '') return wrong('name', text.noName)
  if (draft.tags?.length === 0) return wrong('tags', text.noTag)
  const when = whenOf(draft)
  if ('fault' in when) return { ok: false, fault: when.fault }
  const window = { id: draft.id, name, targetIds: draft.targetIds, tags: draft.tags, when }
  const parsed = z.safeParse(maintenanceSchema, window)
  if (parsed.success) return { ok: true, window: parsed.data }
  const [issue] = parsed.error.issues
  const place = issue?.path.at(-1)
  if (place === 'durationMs') return wrong('duration', text.badDuration)
  return wrong(place === 'name' ? 'name' : null, issue?.message || t.fields.notAccepted)
}

function whenOf(draft: Draft): Maintenance['when'] | { fault: DraftFault } {
  const text = t.settings.alerts.maintenance
  if (draft.kind === 'once') {
    const from = Date.parse(draft.onceFrom)
    const until = Date.parse(draft.onceUntil)
    if (Number.isNaN(from)) return { fault: { field: 'onceFrom', message: text.noMoment } }
    if (Number.isNaN(until)) return { fault: { field: 'onceUntil', message: text.noMoment } }
    if (until <= from) return { fault: { field: 'onceUntil', message: text.backwards } }
    return { kind: 'once', from: new Date(from).toISOString(), until: new Date(until).toISOString() }
  }
  if (draft.days.length === 0) return { fault: { field: 'days', message: text.noDay } }
  const from = readTimeOfDay(draft.from)
  if (!from.ok) return { fault: { field: 'from', message: from.message } }
  const duration = parseDuration(draft.duration)
  if (!duration.ok) return { fault: { field: 'duration', message: duration.message } }
  return {
    kind: 'weekly',
    days: draft.days,
    from: from.value,
    durationMs: duration.value,
    timeZone: draft.timeZone,
  }
}
