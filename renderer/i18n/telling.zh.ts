import { zh } from '../../electron/contract/chinese.ts'
import type { DecisionRule, DecisionSubject } from '../../electron/contract/decisions.ts'
import type { DecisionBlanks } from '../telling/decision-text.ts'
import type { Messages } from './text.ts'

const subjects: Record<DecisionSubject, string> = {
  down: '故障',
  changed: '故障原因改变',
  up: '已恢复',
  degraded: '变慢',
  restored: '恢复到原来的速度',
  flapping: '状态频繁变化',
  steady: '已稳定',
  reminder: '仍在故障',
  certificate: '证书即将到期',
  'certificate-renewed': '证书已更新',
  'certificate-changed': '证书的颁发者或密钥已改变',
  offline: '看不到目标',
  online: '又能看到目标',
  'still-down': '仍在故障',
}

const rules: Record<DecisionRule, (blanks: DecisionBlanks) => string> = {
  'not-confirmed': ({ failures, needed }) =>
    failures === undefined || needed === undefined
      ? '它失败过，但在计为故障之前又已应答。'
      : zh`失败${failures}次后又已应答。连续失败${needed}次才会通知。`,
  settling: ({ cause }) => zh`本机刚刚${cause ?? '能看到目标'}。稳定之后才开始计失败。`,
  blind: ({ cause }) => `本机当时看不到目标${cause === undefined ? '' : `：${cause}`}。`,
  maintenance: ({ name, until }) =>
    zh`它在维护中${name === undefined ? '' : zh`（${name}）`}${until === undefined ? '' : zh`，直到${until}`}。届时若仍如此，会通知你。`,
  paused: () => '它已暂停。',
  snoozed: ({ until }) => (until === undefined ? '你已将它静默到恢复为止。' : zh`你已将它静默到${until}。`),
  'quiet-hours': ({ until }) =>
    zh`当时是安静时段${until === undefined ? '' : zh`，到${until}为止`}。之后若仍如此，会通知你。`,
  'parent-down': ({ parent }) =>
    parent === undefined
      ? '到达它所经过的目标发生故障，已改为通知那一个。'
      : zh`它要经过${parent}才能到达，而后者发生故障。已改为通知后者。`,
  flapping: () => '它变化过于频繁，因此多条通知合为一条。',
  gathered: ({ count }) =>
    count === undefined || count < 2 ? '它与其他通知合为一条。' : zh`它在一条包含${count}项的通知中。`,
  'rate-limit': () => '通知一时过多，已改为一条汇总。',
  'notifications-off': () => '设置中已关闭通知。',
  'kind-off': () => '设置中已关闭此类通知。',
  'recovered-meanwhile': () => '通知被推迟期间，它已恢复。',
  'down-again': () => '恢复通知被推迟期间，它再次失败。此前通知你的内容仍然成立。',
  'told-already': () => '此前已通知过你。',
  'target-gone': () => '通知等待期间，它被移除或修改。',
  'no-notifier': () => '本机没有可以显示通知的程序。',
  'not-delivered': () => '系统没有显示这条通知。',
}

export const tellingZh: Messages['telling'] = {
  why: '为什么通知我？',
  whyNot: '为什么没有通知我？',
  nothing: '还没有发生过可以通知的事。',
  oneNotice: '一条通知：',
  title: (name, what) => zh`${name}${what}`,
  about: (what, about) => `${what}：${about}`,
  told: '已通知你：没有理由不通知',
  unknownRule: '没有留下原因。',
  firstFailure: (reason) => (reason === null ? '首次失败' : `首次失败，${reason}`),
  toldOf: (what) => `已通知：${what}`,
  notToldOf: (what) => `未通知：${what}`,
  showAll: (count) => zh`显示全部${count}个决定`,
  hideAll: '收起决定',
  subjects,
  rules,
  causes: {
    start: '启动了 Portlight',
    resume: '被唤醒',
    network: '更换了网络',
    clock: '调整了时钟',
    asleep: '本机在睡眠',
    offline: '本机离线',
    'captive-portal': '登录页代为应答',
    dns: '无法解析任何域名',
  },
}
