import type { Time } from './duration.ts'
import type { ExpectedNotice } from './format.ts'

type Window = readonly [Time, Time]
type Kind = Pick<ExpectedNotice, 'title' | 'subject' | 'urgency' | 'severity'>

/** One notice about these targets together; none: about this machine. */
const about =
  (subject: Kind['subject'], title: RegExp, severity: Kind['severity'], urgency: Kind['urgency']) =>
  (between: Window, ...about: string[]): ExpectedNotice => ({ between, about, subject, title, urgency, severity })

export const down = about('down', /\bdown: /, 'down', 'critical')
export const changed = about('changed', /, now /, 'down', 'normal')
export const up = about('up', /\bup again/, 'up', 'normal')
export const degraded = about('degraded', /\bslow\b/, 'warning', 'normal')
export const restored = about('restored', /no longer slow/, 'up', 'normal')
export const flapping = about('flapping', /\bflapping$/, 'warning', 'normal')
export const settledUp = about('steady', /settled: up$/, 'up', 'normal')
export const settledSlow = about('steady', /settled: slow, /, 'warning', 'normal')
export const settledDown = about('steady', /settled: down/, 'down', 'critical')
/** Of what could not be told when it began. */
export const stillDown = about('still-down', /still down: /, 'down', 'critical')
export const reminder = about('reminder', /still down: /, 'down', 'normal')
export const offline = about('offline', /offline/, 'info', 'low')
export const hasExpired = about('certificate', /has expired/, 'down', 'critical')
export const renewed = about('certificate-renewed', /was renewed/, 'up', 'normal')
/** Another issuer, or another key. */
export const certificateChanged = about('certificate-changed', /another/, 'warning', 'normal')

export const expires = (days: number, between: Window, ...targets: string[]): ExpectedNotice => {
  const when = days === 0 ? /expires today$/ : new RegExp(`expires in ${days} days?$`)
  return about('certificate', when, 'warning', 'normal')(between, ...targets)
}

/** The same notice, said in at most so many parts. */
export const inParts = (atMost: number, notice: ExpectedNotice): ExpectedNotice => ({ ...notice, atMost })
export const titled = (title: RegExp, notice: ExpectedNotice): ExpectedNotice => ({ ...notice, title })
export const saying = (body: RegExp, notice: ExpectedNotice): ExpectedNotice => ({ ...notice, body })
