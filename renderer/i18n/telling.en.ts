import type { DecisionRule, DecisionSubject } from '../../electron/contract/decisions.ts'
import type { Reason } from '../../electron/contract/reasons.ts'
import type { DecisionBlanks } from '../telling/decision-text.ts'

const until = (clock: string | undefined, before = ' until '): string =>
  clock === undefined ? '' : `${before}${clock}`

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

const subjects: Record<DecisionSubject, string> = {
  down: 'is down',
  changed: 'fails for another reason',
  up: 'is up again',
  degraded: 'is slow',
  restored: 'is as fast as before',
  flapping: 'keeps changing',
  steady: 'has settled',
  reminder: 'is still down',
  certificate: 'has a certificate near its end',
  'certificate-renewed': 'has a new certificate',
  'certificate-changed': 'has a certificate of another issuer or key',
  offline: 'cannot see its targets',
  online: 'sees its targets again',
  'still-down': 'is still down',
}

/** One sentence or two for each rule: what held, and what that means. */
const rules: Record<DecisionRule, (blanks: DecisionBlanks) => string> = {
  'not-confirmed': ({ failures, needed }) =>
    failures === undefined || needed === undefined
      ? 'It failed and answered again before it counted as down.'
      : `It failed ${times(failures)} and then answered. Notices need ${needed} failures in a row.`,
  settling: ({ cause }) =>
    `This computer had only just ${cause ?? 'begun to see its targets'}. Failures begin to count when that has settled.`,
  blind: ({ cause }) => `This computer could not see its targets${cause === undefined ? '' : `: ${cause}`}.`,
  maintenance: ({ name, until: clock }) =>
    `It was in maintenance${name === undefined ? '' : `, ${name}`}${until(clock)}. You are told then, if it is still so.`,
  paused: () => 'It was paused.',
  snoozed: ({ until: clock }) =>
    clock === undefined ? 'You had snoozed it until it recovers.' : `You had snoozed it${until(clock)}.`,
  'quiet-hours': ({ until: clock }) => `These were quiet hours${until(clock)}. You are told then, if it is still so.`,
  'parent-down': ({ parent }) =>
    parent === undefined
      ? 'Something it is reached through was down, and that was told instead.'
      : `It is reached through ${parent}, which was down. That was told instead.`,
  flapping: () => 'It changed so often that one notice took the place of many.',
  gathered: ({ count }) =>
    count === undefined || count < 2
      ? 'It was part of one notice with others.'
      : `It was told in one notice of ${count}.`,
  'rate-limit': () => 'There were too many notices at once. One that sums them up took their place.',
  'notifications-off': () => 'Notifications are turned off in the settings.',
  'kind-off': () => 'Notices of this kind are turned off in the settings.',
  'recovered-meanwhile': () => 'It recovered while its notice was held back.',
  'down-again': () => 'It failed again while its recovery was held back. What you were told still held.',
  'told-already': () => 'You had been told already.',
  'target-gone': () => 'It was removed or edited while its notice waited.',
  'no-notifier': () => 'Nothing on this computer could show a notification.',
  'not-delivered': () => 'The system did not show the notification.',
}

export const tellingEn = {
  why: 'Why was I told?',
  whyNot: 'Why was I not told?',
  nothing: 'Nothing has happened that could have been told.',
  oneNotice: 'One notice:',
  title: (name: string, what: string) => `${name} ${what}`,
  about: (what: string, about: string) => `${what}, ${about}`,
  told: 'Told you: nothing spoke against it',
  unknownRule: 'No reason was kept.',
  firstFailure: (reason: Reason | null) => (reason === null ? 'First failure' : `First failure, ${reason}`),
  toldOf: (what: string) => `Told: ${what}`,
  notToldOf: (what: string) => `Not told: ${what}`,
  showAll: (count: number) => `Show all ${count} decisions`,
  hideAll: 'Hide the decisions',
  subjects,
  rules,
  /** Why this computer did not see, or had only just begun to; fills the blanks above. */
  causes: {
    start: 'started Portlight',
    resume: 'woken up',
    network: 'changed its network',
    clock: 'had its clock set',
    asleep: 'it was asleep',
    offline: 'it was offline',
    'captive-portal': 'a sign-in page answered for others',
    dns: 'no name could be looked up',
  },
}
