import { formatDuration } from '../contract/duration.ts'
import type { Reason } from '../contract/reasons.ts'
import { actionLabels } from './notifier.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const after = (groups: string) => (groups === '' ? '' : `: ${groups}`)

/** A reason in a word or two, as it stands after a count. */
const reasons: Record<Reason, string> = {
  refused: 'refused',
  unreachable: 'unreachable',
  reset: 'reset',
  'connect-timeout': 'timeout',
  'dns-not-found': 'name not found',
  'dns-timeout': 'no answer from DNS',
  'dns-failed': 'name lookup failed',
  'send-failed': 'send failed',
  'read-timeout': 'no reply',
  closed: 'closed',
  mismatch: 'wrong reply',
  'tls-expired': 'certificate expired',
  'tls-not-yet-valid': 'certificate not valid yet',
  'tls-self-signed': 'certificate self-signed',
  'tls-untrusted': 'certificate not trusted',
  'tls-name-mismatch': 'certificate of another name',
  'tls-handshake': 'TLS failed',
  'tls-timeout': 'timeout',
  'header-timeout': 'timeout',
  'body-timeout': 'timeout',
  'body-truncated': 'cut short',
  'body-too-large': 'too large',
  'protocol-error': 'not HTTP',
  'redirect-limit': 'too many redirects',
  'redirect-invalid': 'wrong redirect',
  'proxy-failed': 'proxy failed',
  'status-mismatch': 'wrong status',
  'body-mismatch': 'wrong content',
  'address-invalid': 'wrong address',
  'no-address': 'no address',
  'body-forbidden': 'forbidden content',
  'json-mismatch': 'wrong content',
  'header-mismatch': 'wrong header',
  'starttls-refused': 'no STARTTLS',
  'local-resources': 'not probed',
  'local-offline': 'offline',
  aborted: 'not probed',
}

/** Every sentence a notification is made of; another language is another object of this shape. */
export const english = {
  duration: (ms: number) => formatDuration(ms),
  /** On the buttons. */
  actions: actionLabels,
  test: 'Notifications arrive here.',

  down: (name: string, label: string) => `${name} is down: ${label}`,
  stillDown: (name: string, label: string) => `${name} is still down: ${label}`,
  changed: (name: string, from: string, to: string) => `${name}: ${from}, now ${to}`,
  up: (name: string) => `${name} is up again`,
  slow: (name: string, latency: string) => `${name} is slow: ${latency}`,
  slowBody: (limit: string) => `Its limit is ${limit}.`,
  notSlow: (name: string) => `${name} is no longer slow`,
  flapping: (name: string) => `${name} is flapping`,
  flappingBody: (changes: number, within: string) =>
    `It changed ${plural(changes, 'time', 'times')} within ${within}. Its changes are not told until it settles.`,
  settledSlow: (name: string, latency: string) => `${name} has settled: slow, ${latency}`,
  settled: (name: string, label: string | null) => `${name} has settled: ${label === null ? 'up' : `down, ${label}`}`,
  /** What a failed probe says of itself, and what a good one does. */
  happened: (_reason: Reason | null, message: string): string => message,
  answered: (message: string): string => message,
  wasUp: (duration: string) => `Was up for ${duration}.`,
  isDown: (duration: string) => `Down for ${duration}.`,
  wasDown: (duration: string) => `Was down for ${duration}.`,
  upSince: (date: string) => `Up since ${date}.`,
  behind: (count: number) =>
    count === 1
      ? '1 target is reached through it and is not told by itself.'
      : `${count} targets are reached through it and are not told one by one.`,

  /** Those with something in common: `5 on nas.lan (refused)`. Host and reason are null where they have none. */
  group: (count: number, host: string | null, reason: string | null) =>
    `${count}${host === null ? '' : ` on ${host}`}${reason === null ? '' : host === null ? ` ${reason}` : ` (${reason})`}`,
  join: ', ',
  rest: (count: number) => `${count} more`,
  manyDown: (count: number, groups: string) => `${count} targets down${after(groups)}`,
  manyStillDown: (count: number, groups: string) => `${count} targets still down${after(groups)}`,
  manyChanged: (count: number) => `${count} targets are down for another reason now`,
  manyUp: (count: number, groups: string) => `${count} targets up again${after(groups)}`,
  manySlow: (count: number) => `${count} targets are slow`,
  manyNotSlow: (count: number) => `${count} targets are no longer slow`,
  manyFlapping: (count: number) => `${count} targets are flapping`,
  manySettled: (count: number, down: number) =>
    `${count} targets have settled: ${[count - down && `${count - down} up`, down && `${down} down`].filter(Boolean).join(', ')}`,
  allFail: 'Every target fails: the network of this computer may be the cause.',
  list: (names: readonly string[], more: number) =>
    `${names.join(', ')}${more === 0 ? '' : `${names.length === 0 ? '' : ' '}and ${more} more`}.`,
  summary: (count: number) => plural(count, 'more notice', 'more notices'),
  summaryDown: (names: string) => `Down: ${names}`,
  summaryUp: (names: string) => `Up: ${names}`,
  summaryOther: (names: string) => `Other news: ${names}`,

  expired: (name: string) => `Certificate of ${name} has expired`,
  expires: (name: string, days: number) =>
    `Certificate of ${name} expires ${days <= 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`}`,
  manyExpire: (count: number) => `Certificates of ${count} targets expire soon or have expired`,
  leaf: (subject: string) => `The leaf certificate${subject === '' ? '' : ` (${subject})`}`,
  intermediate: (subject: string) => `The intermediate certificate${subject === '' ? '' : ` (${subject})`}`,
  expiredOn: (certificate: string, date: string) => `${certificate} expired on ${date}.`,
  expiresOn: (certificate: string, date: string) => `${certificate} expires on ${date}.`,
  renewed: (name: string) => `Certificate of ${name} was renewed`,
  manyRenewed: (count: number) => `Certificates of ${count} targets were renewed`,
  issuerChanged: (name: string) => `Certificate of ${name} has another issuer`,
  replaced: (name: string) => `Certificate of ${name} is another one`,
  manyReplaced: (count: number) => `${count} targets show another certificate`,
  issuers: (issuer: string, before: string) => `It was issued by ${issuer}, the one before by ${before}.`,
  issuer: (issuer: string) => `It was issued by ${issuer}, as was the one before.`,

  offline: 'This computer is offline',
  offlineBody: 'Targets are not judged until it is online again.',
  portal: 'This computer is offline: a login page answers in place of your targets',
  noDns: 'This computer is offline: its DNS server does not answer',

  notShown: (count: number) => (count === 1 ? '1 more notification' : `${count} more notifications`),
  notShownBody: 'Too many came at once to show them all. Open Portlight to see every target.',

  reasons,
}
export type AlertWords = typeof english
