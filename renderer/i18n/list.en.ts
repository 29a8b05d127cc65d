import type { SortKey } from '../../electron/contract/list-preferences.ts'
import type { Filter } from '../targets/find.ts'
import type { MarkKind } from '../ui/mark.tsx'
import { pluralsFor } from './plural.ts'

const plural = pluralsFor('en-GB')
const targets = (count: number): string => `${count} ${plural(count, { one: 'target', other: 'targets' })}`

/** What each mark stands for, in one or two words. */
const worst: Record<MarkKind, string> = {
  up: 'Up',
  unconfirmed: 'No refusal',
  down: 'Down',
  degraded: 'Degraded',
  confirming: 'Confirming',
  paused: 'Paused',
  snoozed: 'Snoozed',
  maintenance: 'In maintenance',
  'no-data': 'No data',
  pending: 'No data yet',
}

/** The legend: what a person may conclude from each mark. */
const meaning: Record<Exclude<MarkKind, 'pending'>, string> = {
  up: 'It answers as expected.',
  unconfirmed: 'UDP: nothing answered, and nothing refused. No more can be known.',
  down: 'It failed as often as it takes to be sure. The row says what happened.',
  degraded: 'It answers, but slower than it may.',
  confirming: 'It failed; the next probes decide whether it is down. The pie fills as they do.',
  paused: 'It is not probed.',
  snoozed: 'It is probed, and you are told nothing of it.',
  maintenance: 'It is probed, and nothing counts.',
  'no-data': 'This computer cannot tell: it is offline, was asleep or has not probed it yet.',
}

export const listEn = {
  pinned: 'Pinned',
  groupLabel: (name: string, count: number, state: string) => `${name}, ${targets(count)}, worst: ${state}`,
  worst,
  meaning,

  /** Name of a menu that opens below what it names. */
  view: (shown: string) => `${shown}: show, group and sort`,
  viewMenu: 'Show, group and sort',
  byTag: 'By tag',
  oneList: 'One list',
  show: 'Show',
  filters: {
    all: 'All targets',
    problems: 'Problems',
    degraded: 'Degraded',
    certificates: 'Certificates ending',
    paused: 'Paused',
  } satisfies Record<Filter, string>,
  group: 'Group',
  sort: 'Sort',
  sorts: {
    name: 'Name',
    state: 'State, worst first',
    latency: 'Latency, slowest first',
    uptime: 'Uptime, lowest first',
    certificate: 'Certificate, next to end first',
  } satisfies Record<SortKey, string>,
  choose: 'Select several',
  closeAll: 'Close all groups',
  openAll: 'Open all groups',
  help: 'Keys and marks',
  filtered: (filter: string, count: string, total: string) => `${filter}: ${count} of ${total}`,
  showAll: 'Show all',
  noneFiltered: {
    all: 'There is nothing to show',
    problems: 'Nothing fails',
    degraded: 'Nothing is slow',
    certificates: 'No certificate ends in the next 30 days',
    paused: 'Nothing is paused',
  } satisfies Record<Filter, string>,

  slowAdvice: 'Look at its load, and at what it depends on. If this is as fast as it gets, raise its limit.',

  chosen: (count: number) => `${count} selected`,
  chooseHint: 'Select rows to change',
  pin: 'Pin to the top',
  unpin: 'Unpin',
  tag: 'Tags',
  newTag: 'Tag to add',
  addTag: 'Add',
  takeTag: (tag: string) => `Remove the tag ${tag}`,
  interval: 'Interval',
  remove: 'Remove',
  done: 'Done',

  paused: (count: number) => `Paused ${targets(count)}`,
  resumed: (count: number) => `Resumed ${targets(count)}`,
  removed: (count: number) => `Removed ${targets(count)}`,
  leftInFiles: (count: number) =>
    `${targets(count)} ${plural(count, { one: 'comes', other: 'come' })} from files: change them there.`,
  notRestored: (count: number) =>
    `${targets(count)} could not be brought back: ${plural(count, { one: 'its address is', other: 'their addresses are' })} in use again.`,
  intervalSet: (count: number, interval: string) => `${targets(count)} probed every ${interval}`,
  tagAdded: (count: number, tag: string) => `Tagged ${targets(count)} ${tag}`,
  tagRemoved: (count: number, tag: string) => `Took the tag ${tag} off ${targets(count)}`,
  nothingToChange: 'They are like that already.',

  keysTitle: 'Keys',
  marksTitle: 'Marks',
  keyNames: {
    arrows: '↑ ↓',
    sides: '← →',
    remove: 'Delete',
    range: 'Shift ↑ ↓',
    all: 'Ctrl A',
  },
  keys: {
    arrows: 'From row to row',
    sides: 'Close and open a group',
    enter: 'Details of the target',
    search: 'Search',
    add: 'New target',
    probe: 'Probe now',
    probeAll: 'Probe all now',
    pause: 'Pause, resume',
    edit: 'Edit',
    menu: 'Duplicate, open, copy',
    snooze: 'Snooze',
    pin: 'Pin to the top, unpin',
    choose: 'Select, several one by one',
    range: 'Select from here on',
    all: 'Select all that are shown',
    remove: 'Remove',
    undo: 'Undo',
    settings: 'Settings',
    help: 'This list',
    escape: 'One step back, then hide',
  },
}
