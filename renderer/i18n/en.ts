import { englishUnits } from '../../electron/contract/duration.ts'
import type { GapCause, UptimeRange } from '../../electron/contract/history.ts'
import type { ImportAction, ImportDone, SettingsPart, Undone } from '../../electron/contract/import.ts'
import type { ResultLabel } from '../../electron/contract/result-codes.ts'
import type { FailureCode } from '../../electron/contract/schemas.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import { editorEn } from './editor.en.ts'
import { listEn } from './list.en.ts'
import { pluralsFor } from './plural.ts'
import { reasonsEn } from './reasons.en.ts'
import { fieldsEn, settingsEn } from './settings.en.ts'
import { tellingEn } from './telling.en.ts'

const locale = 'en-GB'
const plural = pluralsFor(locale)

/** A number as it is written, with its thousands parted. */
const n = (count: number): string => count.toLocaleString('en-GB')

type Params = Record<string, string>

const stateWords: Record<State, string> = {
  pending: 'No data yet',
  up: 'Up',
  degraded: 'Degraded',
  confirming: 'Confirming',
  down: 'Down',
  'no-data': 'No data',
  paused: 'Paused',
}

const wasWords: Record<State, string> = {
  pending: 'No data yet',
  up: 'Was up',
  degraded: 'Was degraded',
  confirming: 'Was failing',
  down: 'Was down',
  'no-data': 'No data',
  paused: 'Was paused',
}

/** Why there is no data, as it reads inside a gap or after "No data". */
const gapCauses: Record<GapCause, string> = {
  closed: 'Portlight was closed',
  asleep: 'asleep',
  paused: 'paused',
  offline: 'offline',
  settling: 'network settling',
  local: 'fault of this computer',
  unknown: 'cause unknown',
  maintenance: 'in maintenance',
}

/** How many of the targets are in a state, for the line under the headline. */
const stateCounts: Record<State, (count: string) => string> = {
  pending: (count) => `${count} waiting`,
  up: (count) => `${count} up`,
  degraded: (count) => `${count} degraded`,
  confirming: (count) => `${count} confirming`,
  down: (count) => `${count} down`,
  'no-data': (count) => `${count} no data`,
  paused: (count) => `${count} paused`,
}

const results: Record<ResultLabel, string> = {
  Success: 'It answers as expected.',
  Timeout: 'No answer in the time allowed.',
  ConnectionFailed: 'No usable connection.',
  ReadFailed: 'Connected, but nothing could be read.',
  StringMismatch: 'It answers, but not with the expected text.',
  DNSError: 'The name could not be looked up.',
  AddressError: 'The address cannot be used.',
  BodyMismatch: 'The page came, but not with the expected content.',
  CodeMismatch: 'It answered with another status than expected.',
}

const at = (path: string | undefined): string => (path ? ` in ${path}` : '')
const because = (reason: string | undefined): string => (reason ? ` ${reason}` : '')

function notifierReason(reason: string | undefined): string {
  const known = Object.entries(settingsEn.notifierReasons).find(([code]) => code === reason)
  return known?.[1] ?? settingsEn.noNotifier
}

const resources = { files: 'open files', memory: 'memory', ports: 'local ports', buffers: 'network buffers' }

function resourceWord(name: string): string {
  return Object.entries(resources).find(([known]) => known === name)?.[1] ?? 'resources'
}

const notices: Record<Notice['code'], { title: string; text: (params: Params) => string }> = {
  'settings-set-aside': {
    title: 'Not all of the settings file could be read',
    text: ({ path, file, reason }) =>
      `Portlight goes on with what it could read. A copy of the file is kept${at(path ?? file)}: correct it and put it back while Portlight is stopped, or add what is missing again.${because(reason)}`,
  },
  'settings-newer': {
    title: 'The settings are from a newer Portlight',
    text: ({ path, file }) =>
      `This version cannot read them, and the first change made here replaces them. A copy is kept${at(path ?? file)}. Install the newer version, and put the copy back if something was changed.`,
  },
  'settings-edited': {
    title: 'The settings file was changed while Portlight ran',
    text: ({ path, file }) =>
      `A change made here has replaced it. A copy of it is kept${at(path ?? file)}; to use it, put it back while Portlight is stopped.`,
  },
  'settings-not-saved': {
    title: 'The settings could not be saved',
    text: ({ path, file, reason, message }) =>
      `Check that the disk has room and that the folder${at(path ?? file)} can be written to.${because(reason ?? message)}`,
  },
  'state-set-aside': {
    title: 'What was told before could not be read',
    text: ({ path, file }) => `The old file was kept${at(path ?? file)}. A notification may come a second time.`,
  },
  'history-set-aside': {
    title: 'The history was damaged',
    text: ({ path, file, reason }) =>
      `A new one was begun${at(path ?? file) === '' ? '' : `; the old file was kept${at(path ?? file)}`}. A notification may come a second time.${because(reason)}`,
  },
  'history-newer': {
    title: 'The history is from a newer Portlight',
    text: ({ path, file }) =>
      `This version leaves the file${at(path ?? file)} as it is, and what it records now is gone when it stops. Install the newer version.`,
  },
  'history-not-saved': {
    title: 'The history cannot be saved',
    text: ({ path, file, reason, message }) =>
      `Monitoring and notices go on. Check that the disk has room and that the file${at(path ?? file)} can be written to.${because(reason ?? message)}`,
  },
  'notifications-unavailable': {
    title: 'Notifications cannot be shown',
    text: ({ reason }) => `${notifierReason(reason)}. The list and the tray go on showing everything.`,
  },
  'secret-unavailable': {
    title: 'A password cannot be read',
    text: ({ name, reason, message }) =>
      `${name ? `${name} is` : 'Targets that need it are'} not probed until it can. Add the target again with its password.${because(reason ?? message)}`,
  },
  'config-warning': {
    title: 'A configuration file is not read as it stands',
    text: ({ file, line, message }) => `${place(file, line)}${message ?? ''}`,
  },
  'config-error': {
    title: 'A configuration file could not be used',
    text: ({ file, line, message }) => `${place(file, line)}${message ?? ''}`,
  },
  'metrics-unavailable': {
    title: 'Metrics are not served',
    text: ({ port, reason }) => `${reason ?? `Port ${port ?? ''} cannot be had`}. Choose another port in the settings.`,
  },
  'shortcut-unavailable': {
    title: 'The keyboard shortcut does nothing',
    text: ({ shortcut, reason }) => `${shortcut ?? 'It'}: ${reason ?? 'it is taken'}. Choose another in the settings.`,
  },
  'tray-unavailable': {
    title: 'This desktop has no place for tray icons',
    text: () =>
      'Portlight stays in this window instead. On GNOME, the extension “AppIndicator and KStatusNotifierItem Support” gives the icon its place.',
  },
  'update-available': {
    title: 'A newer Portlight is there',
    text: ({ version }) => `Version ${version ?? ''} was released. Settings, Window opens its page.`,
  },
  crashed: {
    title: 'Portlight failed, and has started again',
    text: ({ path }) =>
      `Probing goes on. A report was written${at(path)}; it leaves this computer only if you send it.`,
  },
  'local-resources': {
    title: 'This computer is out of resources – no verdicts',
    text: ({ resource }) =>
      `${resource === undefined ? '' : `It has no ${resourceWord(resource)} left. `}Nothing counts as down and no notices are sent. Close programs that hold many connections.`,
  },
}

function place(file: string | undefined, line: string | undefined): string {
  if (!file) return ''
  return line ? `${file}, line ${line}: ` : `${file}: `
}

/** What is said where a request failed and the answer brought no words of its own. */
const failures: Record<FailureCode, string> = {
  'invalid-request': 'Portlight did not accept this. Reload the page and try again.',
  'invalid-target': 'This address cannot be probed.',
  duplicate: 'This address is in the list already.',
  'not-found': 'This target is no longer in the list.',
  'read-only': 'This target comes from a file. Change it there.',
  'not-saved': 'The change could not be saved.',
  'secret-unavailable': 'The password cannot be kept on this system.',
  'port-unavailable': 'This port cannot be had. Choose another.',
  'shortcut-unavailable': 'This shortcut cannot be had. Choose another.',
  unreadable: 'This file or folder could not be read.',
  unsupported: 'This system does not offer that.',
  cancelled: 'It was given up. Nothing was changed.',
  disconnected: 'Portlight does not answer. Nothing was changed.',
  internal: 'Portlight gave an answer that could not be read. Reload the page.',
}

export const en = {
  locale,
  units: englishUnits,
  join: ' · ',
  none: '–',
  states: stateWords,
  stateCounts,
  /** A result label as it stands among facts: Categraf's word, in other languages with a translation beside it. */
  label: (label: ResultLabel): string => label,
  results,
  reasons: reasonsEn,
  notices,
  failures,
  slow: (latency: string) => `Slow – ${latency}`,
  slowAsUsual: (latency: string, usual: string) => `Slow – ${latency}, usually about ${usual}`,
  was: wasWords,
  gapCauses,
  noDataWhy: (cause: string) => `No data, ${cause}`,
  confirmingOf: (count: number, needed: number) => `Confirming, ${count} of ${needed}`,
  recoveringOf: (count: number, needed: number) => `Recovering, ${count} of ${needed}`,
  snoozedUntil: (clock: string) => `Snoozed to ${clock}`,
  snoozedUntilUp: 'Snoozed until it recovers',
  maintenanceUntil: (clock: string) => `Maintenance to ${clock}`,
  quietAnd: (quiet: string, state: string) => `${quiet} · ${state}`,
  protocols: { tcp: 'TCP', udp: 'UDP', http: 'HTTP', https: 'HTTPS' },
  noRefusal: 'No refusal',
  pausedUntil: (clock: string) => `Paused to ${clock}`,
  cause: (what: string, more: string) => `${what} – ${more}`,
  causeNextTry: (time: string) => `next try in ${time}`,
  /** What a program said in its own English, in this language; null where it is shown as it is. */
  fromProgram: (_message: string): string | null => null,
  sentence: (cause: string) => `${cause}.`,
  sentences: (first: string, second: string) => `${first} ${second}`,
  resources,
  moreNames: (first: string, count: number) => `${first} and ${count} more`,

  head: {
    product: 'Portlight',
    down: (count: string, total: string) => `${count} of ${total} down`,
    degraded: (count: string, total: string) => `${count} of ${total} degraded`,
    up: (count: string, total: string) => `${count} of ${total} up`,
    allUp: (count: string) => `All ${count} up`,
    allPaused: 'All paused',
    allSnoozed: 'All snoozed',
    allMaintenance: 'All in maintenance',
    allSilent: 'Nothing to tell of',
    noVerdicts: 'No verdicts',
    lastKnown: (title: string) => `Last known: ${title}`,
    snoozed: (count: string) => `${count} snoozed`,
    maintenance: (count: string) => `${count} in maintenance`,
    lastChange: (clock: string, name: string) => `Last change ${clock}, ${name}`,
    waiting: (count: number) => `${count} ${plural(count, { one: 'change', other: 'changes' })}`,
    waitingHint: 'Rows take their new places when the pointer leaves the list',
  },
  list: {
    label: 'Targets',
    search: 'Search name, host, tag or result',
    clearSearch: 'Clear search',
    attention: 'Needs attention',
    rest: 'Everything else',
    all: 'All targets',
    nothingFound: (query: string) => `No target matches “${query}”`,
    spark: '30 min',
    downFor: 'for',
    uptime: '24 h uptime',
    probing: 'Probing',
    uptimeHint: (uptime: string, coverage: string) => `Up ${uptime} of the time observed, which is ${coverage} of 24 h`,
    flapping: 'Flapping',
    flappingHint: 'It changes so often that its changes are not told one by one',
    certificateDays: (days: number) => `Cert ${days} ${plural(days, { one: 'day', other: 'days' })}`,
    certificateToday: 'Cert today',
  },
  spark: {
    label: (minutes: number, rest: string) => `${minutes} minutes: ${rest}`,
    join: ', ',
    failures: (count: number) =>
      count === 0 ? 'no failures' : `failures in ${count} ${plural(count, { one: 'minute', other: 'minutes' })}`,
    slow: (count: number) => `slow in ${count} ${plural(count, { one: 'minute', other: 'minutes' })}`,
    median: (latency: string) => `median ${latency}`,
    noData: (from: string, to: string) => `no data from ${from} to ${to}`,
  },
  sight: {
    offline: (clock: string) => `This computer is offline since ${clock} – no verdicts`,
    asleep: (clock: string) => `This computer was asleep since ${clock} – no verdicts`,
    'captive-portal': (clock: string) => `A sign-in page answers for others since ${clock} – no verdicts`,
    dns: (clock: string) => `No name can be looked up since ${clock} – no verdicts`,
    text: {
      offline: 'Nothing counts as down and no notices are sent. Probing resumes by itself once the network is back.',
      asleep: 'Nothing counts as down and no notices are sent until it has woken up.',
      'captive-portal':
        'Nothing counts as down and no notices are sent. Sign in to this network in a browser to go on.',
      dns: 'Targets given by name are not judged. Check this computer’s DNS settings, or wait for the server to answer.',
    },
  },
  foot: {
    probed: (age: string) => `Probed ${age} ago`,
    lastProbe: (clock: string) => `Last probe ${clock}`,
    tryNow: 'Try now',
    snooze: 'Snooze',
    notProbed: 'Not probed yet',
    nextProbe: (time: string) => `Next probe in ${time}`,
    probingNow: 'Probing now',
    pausedNow: 'Not probed while paused',
    details: 'Details',
    probeNow: 'Probe now',
    pause: 'Pause',
    resume: 'Resume',
    back: 'Back',
  },
  keys: {
    enter: 'Enter',
    escape: 'Esc',
    space: 'Space',
    probe: 'R',
    probeAll: 'A',
    snooze: 'S',
    search: '/',
    help: '?',
    undo: 'Z',
    add: 'N',
    pause: 'P',
    edit: 'E',
    menu: 'M',
    pin: 'T',
    choose: 'X',
    settings: ',',
  },
  actions: {
    add: 'Add target',
    settings: 'Settings',
    back: 'Back',
    probeNow: 'Probe now',
    pause: 'Pause',
    pauseQuarter: 'For 15 min',
    pauseHour: 'For 1 h',
    pauseForGood: 'Until I resume',
    resume: 'Resume',
    remove: 'Remove',
    undo: 'Undo',
    dismiss: 'Dismiss',
    close: 'Close',
  },
  chart: {
    title: 'Latency',
    label: (range: string) => `Latency, ${range}`,
    range: 'Range',
    ranges: { '1h': '1 h', '24h': '24 h', '7d': '7 d', '30d': '30 d', '90d': '90 d' } satisfies Record<
      UptimeRange,
      string
    >,
    zoomed: 'zoomed in',
    zoomOut: (range: string) => `Back to ${range}`,
    hint: 'Drag over a part to zoom in',
    loading: 'Reading the history',
    failedToRead: (why: string) => `The history could not be read. ${why}`,
    gap: (cause: string, span: string) => `${cause} ${span}`,
    noDataIn: (gap: string) => `No data, ${gap}`,
    median: (latency: string) => `median ${latency}`,
    p95: (latency: string) => `95 % within ${latency}`,
    max: (latency: string) => `longest ${latency}`,
    failed: (failures: string, probes: string, labels: string) => `${failures} of ${probes} failed, ${labels}`,
    failedCell: (failures: string, labels: string) => `${failures} ${labels}`,
    answered: 'It answered',
    noFailures: 'no failures',
    failuresAt: (times: string) => `failures at ${times}`,
    more: (count: number) => ` and ${count} more`,
    legend: { median: 'Median', p95: 'to 95th percentile' },
    showTable: 'Show as table',
    hideTable: 'Hide table',
    columns: { time: 'From', median: 'Median', p95: '95th', failed: 'Failed', observed: 'Observed' },
  },
  telling: tellingEn,
  incidents: {
    title: 'Incidents',
    count: (count: number, days: number) => `${count} in ${days} days`,
    none: 'It was never down in that time.',
    codeJoin: ', then ',
    reason: (what: string) => (/^[A-Z][a-z]/.test(what) ? what.charAt(0).toLowerCase() + what.slice(1) : what),
    since: (clock: string) => `Since ${clock}`,
    now: 'now',
    recovered: 'recovered',
    endUnknown: 'end unknown',
    more: (count: number) => `Show ${count} more`,
  },
  exporting: {
    title: 'Export',
    results: 'Results of this target',
    incidents: 'Incident report, all targets',
    copy: 'Copy',
    save: 'Save',
    report: 'incidents',
    copied: 'The incident report is on the clipboard',
    notCopied: 'This system did not let the report be copied. Save it instead.',
  },
  snooze: {
    open: 'Snooze',
    snoozed: 'Snoozed',
    title: 'Snooze this target',
    end: 'Tell me again',
    tag: (tag: string) => `Snooze all tagged “${tag}”`,
    choices: {
      quarter: 'For 15 min',
      hour: 'For 1 h',
      morning: 'Until tomorrow 9:00',
      recovery: 'Until it recovers',
    },
  },
  toast: {
    tagsUnsnoozed: (tags: string) => `Everything tagged ${tags} is told again`,
    removed: (name: string) => `Removed ${name}`,
    readOnly: (name: string, file: string) => `${name} comes from ${file}. Remove it there.`,
  },
  connection: {
    lost: 'No connection to Portlight – trying again',
    lostText: 'What is shown may be out of date. If it does not come back, check that Portlight is running.',
    connecting: 'Connecting to Portlight',
    slow: 'Portlight is slow to answer',
    slowText: 'What you did last is not done yet, and what is shown may be out of date. It catches up by itself.',
  },
  empty: {
    title: 'Nothing to watch yet',
    text: 'Type the address of a service you depend on.',
    placeholder: 'host:port or https://…',
    label: 'Address',
    add: 'Add',
    examples: [
      { address: 'db.internal:5432', means: 'TCP port answers' },
      { address: 'https://example.com', means: 'Page answers, certificate valid' },
      { address: 'udp://10.0.0.1:53', means: 'UDP port does not refuse' },
    ],
  },
  add: {
    title: 'Add target',
    label: 'Address',
    hint: 'Address, then any of: every, timeout, status, body, send, expect, tag, name.',
    will: 'Portlight will',
    probe: 'Probe',
    probeHttp: (scheme: string, method: string, host: string) => `${scheme} ${method} ${host}`,
    summary: (probe: string, every: string) => `${probe}, every ${every}`,
    comma: ', ',
    probeTcp: (host: string) => `TCP connection to ${host}`,
    probeTls: (host: string) => `TLS connection to ${host}`,
    probeUdp: (host: string) => `UDP datagram to ${host}`,
    onPort: (probe: string, port: number) => `${probe}, port ${port}`,
    onPath: (probe: string, path: string) => `${probe}, path ${path}`,
    signIn: 'Sign in as',
    withPassword: (user: string) => `${user}, password kept apart`,
    every: 'Every',
    giveUp: 'Give up after',
    waitReply: 'Wait for reply',
    expect: 'Expect',
    expectStatus: 'Expect status',
    anyStatus: 'any',
    expectBody: 'Expect body',
    contains: (text: string) => `contains “${text}”`,
    send: 'Send',
    slow: 'Slow over',
    tellAfter: 'Tell me after',
    failures: (count: number) => `${count} ${plural(count, { one: 'failure', other: 'failures in a row' })}`,
    asSettings: 'as in the settings',
    expectTcp: 'the port accepts the connection',
    expectTls: 'valid, and trusted by this computer',
    expectUdp: 'any reply, or silence without refusal',
    certificate: 'Certificate',
    name: 'Name',
    byDefault: (value: string) => `${value}, the default`,
    allFields: 'All fields',
    cancel: 'Cancel',
    submit: 'Add target',
    wrong: {
      unknown: (word: string, words: string) =>
        `“${word}” says nothing after an address. Write ${words}, with its value.`,
      'not-here': (word: string, words: string) => `“${word}” is not for this kind of target. Write ${words}.`,
      noValue: (word: string, example: string) =>
        `“${word}” has no value. Write ${example}, or put quotes around the text it belongs to.`,
      unclosed: (word: string) =>
        `The quotes after “${word}” are not closed. Write the text between two of them, and a quote inside it twice.`,
      twice: (word: string) => `“${word}” stands there twice. Write it once.`,
    },
  },
  editor: editorEn,
  menu: {
    label: 'Actions',
    more: 'More',
    edit: 'Edit',
    duplicate: 'Duplicate',
    open: 'Open in browser',
    copyAddress: 'Copy address',
    copyLine: 'Copy as one line',
    copyResult: 'Copy the result',
    copyCommand: (tool: string) => `Copy as ${tool}`,
    copied: {
      address: 'The address is on the clipboard',
      line: 'The line is on the clipboard',
      result: 'The result is on the clipboard',
      command: 'The command is on the clipboard',
    },
    commandSecrets: 'The command is on the clipboard. Put the secrets in where it says SECRET.',
    notCopied: 'This system did not let it be copied.',
  },
  detail: {
    since: {
      pending: () => 'No data yet',
      up: (span: string) => `Up for ${span}`,
      degraded: (span: string) => `Degraded for ${span}`,
      confirming: (span: string) => `Failing for ${span}`,
      down: (span: string) => `Down for ${span}`,
      'no-data': (span: string) => `No data for ${span}`,
      paused: (span: string) => `Paused for ${span}`,
    } satisfies Record<State, (span: string) => string>,
    unconfirmed: (span: string) => `No refusal for ${span}`,
    unconfirmedWhy: 'Nothing answered, and nothing refused. UDP gives no more certainty than that.',
    slowWhy: 'It answers as expected, but slowly.',
    pendingWhy: 'The first probe has not ended yet.',
    confirmingTry: 'Not counted as down yet: the next probes decide.',
    flapping: 'It changes so often that its changes are not told one by one.',
    snoozedUntil: (clock: string) => `You are told nothing of it until ${clock}.`,
    snoozedUntilUp: 'You are told nothing of it until it recovers.',
    inMaintenance: (name: string, clock: string) => `${name} until ${clock}: nothing counts, and you are told nothing.`,
    was: {
      pending: '',
      up: 'It was up when last judged.',
      degraded: 'It was slow when last judged.',
      confirming: 'It was failing when last judged.',
      down: 'It was down when last judged.',
      'no-data': '',
      paused: '',
    } satisfies Record<State, string>,
    noDataWhy: {
      closed: 'Portlight was closed.',
      asleep: 'This computer was asleep.',
      paused: 'It was paused.',
      offline: 'This computer is offline, so it is not judged.',
      settling: 'The network has only just come up: failures begin to count in a moment.',
      maintenance: 'It is in maintenance, where nothing counts.',
      local: 'This computer could not probe it.',
      unknown: 'Nothing is known of it.',
    } satisfies Record<GapCause, string>,
    pausedWhy: 'It is not probed until you resume it.',
    pausedUntilWhy: (clock: string) => `It is not probed until ${clock}.`,
    uptimeOver: (range: string) => `Uptime, ${range}`,
    coverage: 'Coverage',
    median: 'Median',
    p95: '95th percentile',
    timeWent: 'Where the time went',
    withBody: 'total, with body',
    last: (clock: string) => `Last, ${clock}`,
    noneIn: (time: string) => `none in ${time}`,
    barLabel: (parts: string) => `Phases of the last probe: ${parts}`,
    phases: {
      dns: 'DNS',
      connect: 'Connect',
      tls: 'TLS',
      firstByte: 'First byte',
      body: 'Body',
      reply: 'Reply',
      rest: 'Rest',
    },
    good: (clock: string) => `Good, ${clock}`,
    goodBarLabel: (parts: string) => `Phases of the last good probe: ${parts}`,
    lastFailure: (clock: string) => `Last failure, ${clock}`,
    message: 'Last result',
    status: 'Status',
    httpStatus: (code: number, version: string, bytes: string) => `${code}, HTTP ${version}, ${bytes}`,
    hops: 'Redirects',
    certificate: 'Certificate',
    trusted: 'Trusted',
    notTrusted: 'Not trusted',
    chainEnds: (days: number) => `chain ends in ${days} ${plural(days, { one: 'day', other: 'days' })}`,
    expires: (date: string) => `Expires ${date}`,
    expired: (date: string) => `Expired ${date}`,
    endsFirst: (date: string) => `Expires ${date} – ends the chain first`,
    days: (days: number) => `${days} ${plural(days, { one: 'day', other: 'days' })}`,
    today: 'today',
    over: 'expired',
    leaf: 'leaf',
    chain: 'chain',
    intermediate: 'intermediate',
    anchor: 'root',
    anchorText: 'Trusted by this computer',
    validFrom: 'Valid from',
    issuer: 'Issued by',
    names: 'Names',
    fingerprint: 'SHA-256',
    target: 'Target',
    address: 'Address',
    every: 'Every',
    tags: 'Tags',
    labels: 'Labels',
    file: 'From file',
    readOnly: 'Read-only here: change or remove it in that file.',
  },
  importing: {
    title: 'Import',
    source: 'What to import',
    hint: 'Lines as in “Add target”, curl commands, docker ps, Categraf’s TOML, or the path of a file or folder',
    examples:
      'db.internal:5432 every 30s\ncurl https://api.example.com/health\n0.0.0.0:8080->80/tcp\n/etc/categraf/conf',
    chooseFile: 'Choose a file…',
    tooLong: 'This is too long to be read at once. Write the path of its file, or take a part of it.',
    look: 'Look',
    found: (count: number) => `${n(count)} ${plural(count, { one: 'target', other: 'targets' })} found`,
    actions: { add: 'add', change: 'change', same: 'no change', skip: 'left out' } satisfies Record<
      ImportAction,
      string
    >,
    warnings: 'Read otherwise than you may expect',
    errors: (count: number) => `${n(count)} ${plural(count, { one: 'line', other: 'lines' })} could not be read`,
    line: (line: number) => `Line ${line}`,
    all: 'Choose all',
    none: 'Choose none',
    busy: { looking: 'Reading', importing: 'Importing' },
    cancel: 'Cancel',
    undone: ({ removed, restored, kept }: Undone) =>
      `Taken back: ${n(removed)} removed, ${n(restored)} as before${kept === 0 ? '' : `, ${n(kept)} kept, as changed since`}`,
    last: (clock: string) => `Import at ${clock}`,
    parts: 'Settings in this file',
    part: {
      preferences: 'Theme, language and list',
      alerts: 'Notifications, without the webhook',
      retention: 'How long history is kept',
      network: 'Network, without the password',
      metrics: 'Metrics endpoint',
      desktop: 'Window, shortcut, battery and updates',
      followed: 'Followed folders',
    } satisfies Record<SettingsPart, string>,
    more: (count: number) => `and ${n(count)} more`,
    apply: (count: number) =>
      count === 0 ? 'Import' : `Import ${n(count)} ${plural(count, { one: 'target', other: 'targets' })}`,
    done: ({ added, changed, same, skipped, settings }: ImportDone) =>
      `${n(added)} added, ${n(changed)} changed, ${n(same)} the same, ${n(skipped)} left out${settings === 0 ? '' : ', settings taken over'}`,
    showList: 'Show the list',
    have: 'Have a list, a curl command or Categraf files?',
    open: 'Import them',
    files: 'Files',
    settingsImport: 'Targets and settings from elsewhere',
    import: 'Import',
    targets: (count: number) => `${n(count)} ${plural(count, { one: 'target', other: 'targets' })}, read-only`,
    follow: 'Folder to follow',
    followHint: 'Its targets appear here and change as its files do, such as a shared checkout',
    followSubmit: 'Follow',
    unfollow: (path: string) => `Stop following ${path}`,
  },
  listing: listEn,
  settings: settingsEn,
  fields: fieldsEn,
}
