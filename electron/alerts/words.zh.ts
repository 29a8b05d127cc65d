import { zh } from '../contract/chinese.ts'
import { chineseUnits, formatDuration } from '../contract/duration.ts'
import type { Reason } from '../contract/reasons.ts'
import { type ResultLabel, resultLabels } from '../contract/result-codes.ts'
import type { AlertWords } from './words.ts'

const after = (groups: string) => (groups === '' ? '' : `：${groups}`)

const reasons: Record<Reason, string> = {
  refused: '被拒绝',
  unreachable: '不可达',
  reset: '连接被重置',
  'connect-timeout': '超时',
  'dns-not-found': '找不到名称',
  'dns-timeout': 'DNS 没有应答',
  'dns-failed': '域名解析失败',
  'send-failed': '发送失败',
  'read-timeout': '没有回应',
  closed: '已关闭',
  mismatch: '回应不符',
  'tls-expired': '证书已过期',
  'tls-not-yet-valid': '证书尚未生效',
  'tls-self-signed': '证书为自签名',
  'tls-untrusted': '证书不受信任',
  'tls-name-mismatch': '证书属于其他名称',
  'tls-handshake': 'TLS 失败',
  'tls-timeout': '超时',
  'header-timeout': '超时',
  'body-timeout': '超时',
  'body-truncated': '内容不完整',
  'body-too-large': '内容过大',
  'protocol-error': '不是 HTTP',
  'redirect-limit': '重定向过多',
  'redirect-invalid': '重定向无效',
  'proxy-failed': '代理失败',
  'status-mismatch': '状态码不符',
  'body-mismatch': '内容不符',
  'address-invalid': '地址错误',
  'no-address': '没有地址',
  'body-forbidden': '含有禁止的内容',
  'json-mismatch': '内容不符',
  'header-mismatch': '响应头不符',
  'starttls-refused': '没有 STARTTLS',
  'local-resources': '未探测',
  'local-offline': '离线',
  aborted: '未探测',
}

const labels: Record<ResultLabel, string> = {
  Success: '成功',
  Timeout: '超时',
  ConnectionFailed: '连接失败',
  ReadFailed: '读取失败',
  StringMismatch: '文本不符',
  DNSError: '域名解析失败',
  AddressError: '地址错误',
  BodyMismatch: '内容不符',
  CodeMismatch: '状态码不符',
}

/** Categraf's word with its translation beside it; any other text stays as it is. */
export function labelInChinese(label: string): string {
  const known = resultLabels.find((name) => name === label)
  return known === undefined ? label : `${known} ${labels[known]}`
}

/** Notifications in Simplified Chinese. */
export const chinese: AlertWords = {
  duration: (ms) => formatDuration(ms, chineseUnits),
  actions: { 'snooze-1h': '静默 1 小时', open: '打开' },
  test: '通知会出现在这里。',

  down: (name, label) => zh`${name}故障：${labelInChinese(label)}`,
  stillDown: (name, label) => zh`${name}仍在故障：${labelInChinese(label)}`,
  changed: (name, from, to) => `${name}：由 ${labelInChinese(from)} 变为 ${labelInChinese(to)}`,
  up: (name) => zh`${name}已恢复`,
  slow: (name, latency) => zh`${name}变慢：${latency}`,
  slowBody: (limit) => zh`上限为${limit}。`,
  notSlow: (name) => zh`${name}不再变慢`,
  flapping: (name) => zh`${name}频繁变化`,
  flappingBody: (changes, within) => zh`${within}内变化 ${changes} 次。稳定之前不逐次通知。`,
  settledSlow: (name, latency) => zh`${name}已稳定：变慢，${latency}`,
  settled: (name, label) =>
    label === null ? zh`${name}已稳定：正常` : zh`${name}已稳定：故障，${labelInChinese(label)}`,
  // The probe's own words are English, and say more: host, port, time.
  happened: (reason, message) => (reason === null ? message : `${reasons[reason]}。${message}`),
  answered: () => '',
  wasUp: (duration) => zh`此前正常${duration}。`,
  isDown: (duration) => zh`已故障${duration}。`,
  wasDown: (duration) => zh`故障持续了${duration}。`,
  upSince: (date) => zh`自${date}起正常。`,
  behind: (count) => `有 ${count} 个目标要经过它才能到达，不另行通知。`,

  group: (count, host, reason) =>
    host === null ? zh`${count} 个${reason ?? ''}` : zh`${host}上 ${count} 个${reason === null ? '' : `（${reason}）`}`,
  join: '，',
  rest: (count) => `另有 ${count} 个`,
  manyDown: (count, groups) => `${count} 个目标故障${after(groups)}`,
  manyStillDown: (count, groups) => `${count} 个目标仍在故障${after(groups)}`,
  manyChanged: (count) => `${count} 个目标的故障原因改变`,
  manyUp: (count, groups) => `${count} 个目标已恢复${after(groups)}`,
  manySlow: (count) => `${count} 个目标变慢`,
  manyNotSlow: (count) => `${count} 个目标不再变慢`,
  manyFlapping: (count) => `${count} 个目标频繁变化`,
  manySettled: (count, down) =>
    `${count} 个目标已稳定：${[count - down && `${count - down} 个正常`, down && `${down} 个故障`].filter(Boolean).join('，')}`,
  allFail: '所有目标都失败，原因可能在本机的网络。',
  list: (names, more) =>
    `${names.join('、')}${more === 0 ? '' : `${names.length === 0 ? '' : ' '}等另外 ${more} 个`}。`,
  summary: (count) => `另有 ${count} 条通知`,
  summaryDown: (names) => `故障：${names}`,
  summaryUp: (names) => `正常：${names}`,
  summaryOther: (names) => `其他：${names}`,

  expired: (name) => zh`${name}的证书已过期`,
  expires: (name, days) => (days <= 0 ? zh`${name}的证书今天到期` : zh`${name}的证书 ${days} 天后到期`),
  manyExpire: (count) => `${count} 个目标的证书即将到期或已过期`,
  leaf: (subject) => `叶证书${subject === '' ? '' : `（${subject}）`}`,
  intermediate: (subject) => `中间证书${subject === '' ? '' : `（${subject}）`}`,
  expiredOn: (certificate, date) => zh`${certificate}已于${date}过期。`,
  expiresOn: (certificate, date) => zh`${certificate}将于${date}到期。`,
  renewed: (name) => zh`${name}的证书已更新`,
  manyRenewed: (count) => `${count} 个目标的证书已更新`,
  issuerChanged: (name) => zh`${name}的证书换了颁发者`,
  replaced: (name) => zh`${name}换了证书`,
  manyReplaced: (count) => `${count} 个目标换了证书`,
  issuers: (issuer, before) => zh`颁发者为${issuer}，此前为${before}。`,
  issuer: (issuer) => zh`颁发者为${issuer}，与此前相同。`,

  offline: '本机离线',
  offlineBody: '恢复在线之前，不对目标下结论。',
  portal: '本机离线：登录页代替你的目标应答',
  noDns: '本机离线：DNS 服务器没有应答',

  notShown: (count) => `另有 ${count} 条通知`,
  notShownBody: '一次来得太多，无法全部显示。打开 Portlight 可查看所有目标。',

  reasons,
}
