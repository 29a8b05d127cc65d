import { labelInChinese } from '../alerts/words.zh.ts'
import { zh } from '../contract/chinese.ts'
import type { Language } from '../contract/language.ts'
import type { ResultLabel } from '../contract/result-codes.ts'
import type { SnoozeChoice } from '../contract/snooze-end.ts'
import type { StateCounts } from '../contract/states.ts'

type Blindness = 'asleep' | 'offline' | 'captive-portal' | 'dns'

/** Every text of the tray's menu and tooltip. */
export interface MenuWords {
  open: string
  settings: string
  quit: string
  probeAll: string
  pauseAll: string
  resumeAll: string
  snooze: string
  silent: string
  /** A target that is down without a result to name. */
  down: string
  label: (label: ResultLabel) => string
  failure: (name: string, result: string, since: string | null, snoozed: boolean) => string
  moreDown: (count: number) => string
  snoozeFor: Readonly<Record<SnoozeChoice, string>>
  pauseForGood: string
  nothing: string
  counts: Readonly<Record<keyof StateCounts, (count: number) => string>>
  join: string
  blind: Readonly<Record<Blindness, string>>
  because: (why: string, states: string) => string
}

export const english: MenuWords = {
  open: 'Open Portlight',
  settings: 'Settings',
  quit: 'Quit Portlight',
  probeAll: 'Probe all now',
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  snooze: 'Snooze what is down',
  silent: 'Notifications cannot be shown…',
  down: 'Down',
  label: (label) => label,
  failure: (name, result, since, snoozed) =>
    `${name} – ${result}${since === null ? '' : ` since ${since}`}${snoozed ? ', snoozed' : ''}`,
  moreDown: (count) => `${count} more down`,
  snoozeFor: {
    quarter: 'For 15 min',
    hour: 'For 1 h',
    morning: 'Until tomorrow 9:00',
    recovery: 'Until it recovers',
  },
  pauseForGood: 'Until I resume',
  nothing: 'Nothing to watch yet',
  counts: {
    up: (count) => `${count} up`,
    down: (count) => `${count} down`,
    degraded: (count) => `${count} degraded`,
    confirming: (count) => `${count} confirming`,
    'no-data': (count) => `${count} without data`,
    pending: (count) => `${count} not probed yet`,
    paused: (count) => `${count} paused`,
  },
  join: ', ',
  blind: {
    asleep: 'This computer was asleep',
    offline: 'This computer is offline',
    'captive-portal': 'A sign-in page answers for others',
    dns: 'No name can be looked up',
  },
  because: (why, states) => `${why}: ${states}`,
}

const chinese: MenuWords = {
  open: '打开 Portlight',
  settings: '设置',
  quit: '退出 Portlight',
  probeAll: '立即探测全部',
  pauseAll: '全部暂停',
  resumeAll: '全部继续',
  snooze: '静默故障目标',
  silent: '无法显示通知…',
  down: '故障',
  label: labelInChinese,
  failure: (name, result, since, snoozed) =>
    zh`${name}：${result}${since === null ? '' : zh`，自${since}起`}${snoozed ? '，已静默' : ''}`,
  moreDown: (count) => `另有 ${count} 个故障`,
  snoozeFor: { quarter: '15 分钟', hour: '1 小时', morning: '到明天 9:00', recovery: '到恢复为止' },
  pauseForGood: '直到我继续',
  nothing: '还没有目标',
  counts: {
    up: (count) => `${count} 个正常`,
    down: (count) => `${count} 个故障`,
    degraded: (count) => `${count} 个变慢`,
    confirming: (count) => `${count} 个确认中`,
    'no-data': (count) => `${count} 个无数据`,
    pending: (count) => `${count} 个尚未探测`,
    paused: (count) => `${count} 个已暂停`,
  },
  join: '，',
  blind: {
    asleep: '本机曾在睡眠',
    offline: '本机离线',
    'captive-portal': '登录页代为应答',
    dns: '无法解析任何域名',
  },
  because: (why, states) => `${why}：${states}`,
}

export const menuWords: Readonly<Record<Language, MenuWords>> = { en: english, 'zh-CN': chinese }
