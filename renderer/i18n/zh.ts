import { zh as text } from '../../electron/contract/chinese.ts'
import { chineseUnits } from '../../electron/contract/duration.ts'
import type { GapCause } from '../../electron/contract/history.ts'
import type { ResultLabel } from '../../electron/contract/result-codes.ts'
import type { FailureCode } from '../../electron/contract/schemas.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import { reasonsZh } from './reasons.zh.ts'
import { fieldsZh, settingsZh } from './settings.zh.ts'
import { tellingZh } from './telling.zh.ts'
import type { Messages } from './text.ts'

const states: Record<State, string> = {
  pending: '暂无数据',
  up: '正常',
  degraded: '变慢',
  confirming: '确认中',
  down: '故障',
  'no-data': '无数据',
  paused: '已暂停',
}

const was: Record<State, string> = {
  pending: '暂无数据',
  up: '此前正常',
  degraded: '此前变慢',
  confirming: '此前失败',
  down: '此前故障',
  'no-data': '无数据',
  paused: '此前暂停',
}

const gapCauses: Record<GapCause, string> = {
  closed: 'Portlight 未运行',
  asleep: '睡眠',
  paused: '已暂停',
  offline: '离线',
  settling: '网络稳定中',
  local: '本机故障',
  unknown: '原因未知',
  maintenance: '维护中',
}

const stateCounts: Record<State, (count: string) => string> = {
  pending: (count) => `${count} 个等待中`,
  up: (count) => `${count} 个正常`,
  degraded: (count) => `${count} 个变慢`,
  confirming: (count) => `${count} 个确认中`,
  down: (count) => `${count} 个故障`,
  'no-data': (count) => `${count} 个无数据`,
  paused: (count) => `${count} 个已暂停`,
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

const results: Record<ResultLabel, string> = {
  Success: '应答符合期望。',
  Timeout: '在限定时间内没有应答。',
  ConnectionFailed: '未能建立可用的连接。',
  ReadFailed: '已连接，但读不到数据。',
  StringMismatch: '有应答，但不含期望的文本。',
  DNSError: '无法解析域名。',
  AddressError: '地址不可用。',
  BodyMismatch: '收到页面，但内容不符。',
  CodeMismatch: '返回的状态码不符合期望。',
}

const at = (path: string | undefined): string => (path ? text`（${path}）` : '')
const because = (reason: string | undefined): string => (reason ? text`${reason}` : '')

function notifierReason(reason: string | undefined): string {
  return Object.entries(settingsZh.notifierReasons).find(([code]) => code === reason)?.[1] ?? settingsZh.noNotifier
}

const resources = { files: '打开文件数', memory: '内存', ports: '本地端口', buffers: '网络缓冲区' }

function resourceWord(name: string): string {
  return Object.entries(resources).find(([known]) => known === name)?.[1] ?? '资源'
}

function place(file: string | undefined, line: string | undefined): string {
  if (!file) return ''
  return line ? text`${file}第${line}行：` : `${file}：`
}

const notices: Record<Notice['code'], { title: string; text: (params: Record<string, string>) => string }> = {
  'settings-set-aside': {
    title: '设置文件未能全部读取',
    text: ({ path, file, reason }) =>
      `Portlight 使用已读到的部分继续运行。文件的副本已保留${at(path ?? file)}：请修正后在 Portlight 停止时放回，或重新添加缺少的内容。${because(reason)}`,
  },
  'settings-newer': {
    title: '设置来自更新版本的 Portlight',
    text: ({ path, file }) =>
      `此版本无法读取，在这里做的第一次更改会替换它。副本已保留${at(path ?? file)}。请安装更新的版本；如果已有更改，请将副本放回。`,
  },
  'settings-edited': {
    title: 'Portlight 运行期间设置文件被修改',
    text: ({ path, file }) =>
      `在这里做的更改已替换它。副本已保留${at(path ?? file)}；要使用它，请在 Portlight 停止时放回。`,
  },
  'settings-not-saved': {
    title: '设置无法保存',
    text: ({ path, file, reason, message }) =>
      `请检查磁盘是否有空间，以及文件夹${at(path ?? file)}是否可写。${because(reason ?? message)}`,
  },
  'state-set-aside': {
    title: '此前的通知记录无法读取',
    text: ({ path, file }) => `旧文件已保留${at(path ?? file)}。某条通知可能会再次出现。`,
  },
  'history-set-aside': {
    title: '历史已损坏',
    text: ({ path, file, reason }) =>
      `已开始新的历史${(path ?? file) ? `；旧文件已保留${at(path ?? file)}` : ''}。某条通知可能会再次出现。${because(reason)}`,
  },
  'history-newer': {
    title: '历史来自更新版本的 Portlight',
    text: ({ path, file }) =>
      `此版本不改动该文件${at(path ?? file)}，现在记录的内容在停止后不会保留。请安装更新的版本。`,
  },
  'history-not-saved': {
    title: '历史无法保存',
    text: ({ path, file, reason, message }) =>
      `监控和通知照常进行。请检查磁盘是否有空间，以及文件${at(path ?? file)}是否可写。${because(reason ?? message)}`,
  },
  'notifications-unavailable': {
    title: '无法显示通知',
    text: ({ reason }) => `${notifierReason(reason)}。列表和托盘照常显示一切。`,
  },
  'secret-unavailable': {
    title: '有一个密码无法读取',
    text: ({ name, reason, message }) =>
      text`在能够读取之前，${name ?? '需要它的目标'}不会被探测。请带密码重新添加此目标。${because(reason ?? message)}`,
  },
  'config-warning': {
    title: '有一个配置文件未按原样读取',
    text: ({ file, line, message }) => `${place(file, line)}${message ?? ''}`,
  },
  'config-error': {
    title: '有一个配置文件无法使用',
    text: ({ file, line, message }) => `${place(file, line)}${message ?? ''}`,
  },
  'metrics-unavailable': {
    title: '没有提供指标',
    text: ({ port, reason }) => text`${reason ?? text`端口${port ?? ''}不可用`}。请在设置中选择其他端口。`,
  },
  'shortcut-unavailable': {
    title: '快捷键不起作用',
    text: ({ shortcut, reason }) => `${shortcut ?? '它'}：${reason ?? '已被占用'}。请在设置中选择其他快捷键。`,
  },
  'tray-unavailable': {
    title: '此桌面没有托盘图标的位置',
    text: () =>
      'Portlight 改为留在此窗口中。在 GNOME 上，扩展“AppIndicator and KStatusNotifierItem Support”可以提供图标的位置。',
  },
  'update-available': {
    title: '有更新版本的 Portlight',
    text: ({ version }) => text`版本${version ?? ''}已发布。可在“设置”的“窗口”中打开其页面。`,
  },
  crashed: {
    title: 'Portlight 曾经出错，已重新启动',
    text: ({ path }) => `探测继续进行。已写入报告${at(path)}；除非你发送，它不会离开本机。`,
  },
  'local-resources': {
    title: '本机资源已用尽，暂无结论',
    text: ({ resource }) =>
      `${resource === undefined ? '' : `本机的${resourceWord(resource)}已用尽。`}不计为故障，也不发送通知。请关闭占用大量连接的程序。`,
  },
}

const failures: Record<FailureCode, string> = {
  'invalid-request': 'Portlight 没有接受此请求。请重新加载页面再试。',
  'invalid-target': '无法探测此地址。',
  duplicate: '此地址已在列表中。',
  'not-found': '此目标已不在列表中。',
  'read-only': '此目标来自文件，请在文件中修改。',
  'not-saved': '更改未能保存。',
  'secret-unavailable': '此系统无法保存密码。',
  'port-unavailable': '此端口不可用。请选择其他端口。',
  'shortcut-unavailable': '此快捷键不可用。请选择其他快捷键。',
  unreadable: '无法读取此文件或文件夹。',
  unsupported: '此系统不提供该功能。',
  cancelled: '已取消，没有任何更改。',
  disconnected: 'Portlight 没有应答。没有任何更改。',
  internal: 'Portlight 的应答无法读取。请重新加载页面。',
}

/** Simplified Chinese. */
export const zh: Messages = {
  locale: 'zh-CN',
  units: chineseUnits,
  join: ' · ',
  none: '–',
  states,
  stateCounts,
  label: (label) => `${label} ${labels[label]}`,
  results,
  reasons: reasonsZh,
  notices,
  failures,
  slow: (latency) => `变慢：${latency}`,
  slowAsUsual: (latency, usual) => text`变慢：${latency}，平时约${usual}`,
  was,
  gapCauses,
  noDataWhy: (cause) => `无数据：${cause}`,
  confirmingOf: (count, needed) => `确认中，第 ${count} 次，共 ${needed} 次`,
  recoveringOf: (count, needed) => `恢复中，第 ${count} 次，共 ${needed} 次`,
  snoozedUntil: (clock) => text`静默至${clock}`,
  snoozedUntilUp: '静默到恢复为止',
  maintenanceUntil: (clock) => text`维护至${clock}`,
  quietAnd: (quiet, state) => `${quiet} · ${state}`,
  protocols: { tcp: 'TCP', udp: 'UDP', http: 'HTTP', https: 'HTTPS' },
  noRefusal: '未被拒绝',
  pausedUntil: (clock) => text`暂停至${clock}`,
  cause: (what, more) => `${what}：${more}`,
  causeNextTry: (time) => text`${time}后重试`,
  sentence: (cause) => `${cause}。`,
  sentences: (first, second) => first + second,
  resources,
  moreNames: (first, count) => text`${first}等${count + 1}个`,

  head: {
    product: 'Portlight',
    down: (count, total) => `${total} 个目标中有 ${count} 个故障`,
    degraded: (count, total) => `${total} 个目标中有 ${count} 个变慢`,
    up: (count, total) => `${total} 个目标中有 ${count} 个正常`,
    allUp: (count) => `${count} 个目标全部正常`,
    allPaused: '全部暂停',
    allSnoozed: '全部静默',
    allMaintenance: '全部在维护中',
    allSilent: '没有需要通知的',
    noVerdicts: '暂无结论',
    lastKnown: (title) => text`最后所知：${title}`,
    snoozed: (count) => `${count} 个已静默`,
    maintenance: (count) => `${count} 个维护中`,
    lastChange: (clock, name) => text`最近变化${clock}，${name}`,
    waiting: (count) => `${count} 项变化`,
    waitingHint: '指针离开列表后，各行移到新位置',
  },
  list: {
    label: '目标',
    search: '搜索名称、主机或标签',
    clearSearch: '清除搜索',
    attention: '需要关注',
    rest: '其他',
    all: '全部目标',
    nothingFound: (query) => `没有与“${query}”相符的目标`,
    spark: '30 分钟',
    downFor: '时长',
    uptime: '24 小时可用率',
    probing: '探测中',
    uptimeHint: (uptime, coverage) => text`已观察时间内有${uptime}正常，观察时间占 24 小时的${coverage}`,
    flapping: '频繁变化',
    flappingHint: '它变化过于频繁，因此不逐次通知',
    certificateDays: (days) => `证书 ${days} 天`,
    certificateToday: '证书今日到期',
  },
  spark: {
    label: (minutes, rest) => `${minutes} 分钟：${rest}`,
    join: '，',
    failures: (count) => (count === 0 ? '没有失败' : `${count} 分钟内有失败`),
    slow: (count) => `${count} 分钟内变慢`,
    median: (latency) => text`中位数${latency}`,
    noData: (from, to) => text`${from}至${to}无数据`,
  },
  sight: {
    offline: (clock) => text`本机自${clock}起离线，暂无结论`,
    asleep: (clock) => text`本机自${clock}起睡眠，暂无结论`,
    'captive-portal': (clock) => text`自${clock}起由登录页代为应答，暂无结论`,
    dns: (clock) => text`自${clock}起无法解析任何域名，暂无结论`,
    text: {
      offline: '不计为故障，也不发送通知。网络恢复后会自动继续探测。',
      asleep: '唤醒之前，不计为故障，也不发送通知。',
      'captive-portal': '不计为故障，也不发送通知。请在浏览器中登录此网络。',
      dns: '以域名指定的目标不下结论。请检查本机的 DNS 设置，或等待服务器应答。',
    },
  },
  foot: {
    probed: (age) => text`${age}前探测`,
    lastProbe: (clock) => text`最近探测${clock}`,
    tryNow: '立即重试',
    snooze: '静默',
    notProbed: '尚未探测',
    nextProbe: (time) => text`${time}后再次探测`,
    probingNow: '正在探测',
    pausedNow: '暂停期间不探测',
    details: '详情',
    probeNow: '立即探测',
    pause: '暂停',
    resume: '继续',
    back: '返回',
  },
  keys: { enter: 'Enter', escape: 'Esc', space: '空格', probe: 'P', probeAll: 'A', snooze: 'S', search: '/' },
  actions: {
    add: '添加目标',
    settings: '设置',
    back: '返回',
    probeNow: '立即探测',
    pause: '暂停',
    pauseQuarter: '15 分钟',
    pauseHour: '1 小时',
    pauseForGood: '直到我继续',
    resume: '继续',
    remove: '移除',
    undo: '撤销',
    dismiss: '知道了',
    close: '关闭',
  },
  chart: {
    title: '延迟',
    label: (range) => text`延迟，${range}`,
    range: '范围',
    ranges: { '1h': '1 小时', '24h': '24 小时', '7d': '7 天', '30d': '30 天', '90d': '90 天' },
    zoomed: '已放大',
    zoomOut: (range) => text`回到${range}`,
    hint: '拖选一段即可放大',
    loading: '正在读取历史',
    failedToRead: (why) => `历史无法读取。${why}`,
    gap: (cause, span) => text`${cause}${span}`,
    noDataIn: (gap) => `无数据：${gap}`,
    median: (latency) => text`中位数${latency}`,
    p95: (latency) => text`95 % 在${latency}以内`,
    max: (latency) => text`最长${latency}`,
    failed: (failures, probes, labels) => text`${probes}次中失败${failures}次：${labels}`,
    failedCell: (failures, labels) => `${failures} ${labels}`,
    answered: '已应答',
    noFailures: '没有失败',
    failuresAt: (times) => text`失败于${times}`,
    more: (count) => `等 ${count} 次`,
    legend: { median: '中位数', p95: '至 95 百分位' },
    showTable: '以表格显示',
    hideTable: '隐藏表格',
    columns: { time: '起始', median: '中位数', p95: '95 %', failed: '失败', observed: '已观察' },
  },
  telling: tellingZh,
  incidents: {
    title: '事件',
    count: (count, days) => `${days} 天内 ${count} 次`,
    none: '这段时间内从未故障。',
    codeJoin: '，然后 ',
    reason: (what) => what,
    since: (clock) => text`自${clock}起`,
    now: '现在',
    recovered: '已恢复',
    endUnknown: '结束时间未知',
    more: (count) => `再显示 ${count} 次`,
  },
  exporting: {
    title: '导出',
    results: '此目标的结果',
    incidents: '事件报告，全部目标',
    copy: '复制',
    save: '保存',
    report: '事件',
    copied: '事件报告已复制到剪贴板',
    notCopied: '此系统不允许复制报告。请改为保存。',
  },
  snooze: {
    open: '静默',
    snoozed: '已静默',
    title: '静默此目标',
    end: '恢复通知',
    tag: (tag) => `静默所有标签为“${tag}”的目标`,
    choices: {
      quarter: '15 分钟',
      hour: '1 小时',
      morning: '到明天 9:00',
      recovery: '到恢复为止',
    },
  },
  toast: {
    tagsUnsnoozed: (tags) => text`标签为${tags}的目标恢复通知`,
    removed: (name) => text`已移除${name}`,
    readOnly: (name, file) => text`${name}来自${file}。请在那里移除。`,
  },
  connection: {
    lost: '与 Portlight 的连接中断，正在重试',
    lostText: '显示的内容可能已过时。如果没有恢复，请检查 Portlight 是否在运行。',
    connecting: '正在连接 Portlight',
  },
  empty: {
    title: '还没有目标',
    text: '输入一个你依赖的服务地址。',
    placeholder: 'host:port 或 https://…',
    label: '地址',
    add: '添加',
    examples: [
      { address: 'db.internal:5432', means: 'TCP 端口有应答' },
      { address: 'https://example.com', means: '页面有应答，证书有效' },
      { address: 'udp://10.0.0.1:53', means: 'UDP 端口未拒绝' },
    ],
  },
  add: {
    title: '添加目标',
    label: '地址',
    hint: 'host:port、https://…、tls://host:port 或 udp://host:port',
    will: 'Portlight 将会',
    probe: '探测',
    probeHttp: (scheme, host) => `${scheme} GET ${host}`,
    probeTcp: (host) => text`到${host}的 TCP 连接`,
    probeTls: (host) => text`到${host}的 TLS 连接`,
    probeUdp: (host) => text`到${host}的 UDP 数据报`,
    onPort: (probe, port) => text`${probe}，端口${port}`,
    onPath: (probe, path) => text`${probe}，路径${path}`,
    signIn: '登录身份',
    withPassword: (user) => text`${user}，密码另行保存`,
    every: '间隔',
    giveUp: '放弃时间',
    waitReply: '等待回应',
    expect: '期望',
    expectStatus: '期望状态码',
    expectTcp: '端口接受连接',
    expectTls: '有效，且受本机信任',
    expectUdp: '有回应，或未被拒绝的沉默',
    certificate: '证书',
    name: '名称',
    byDefault: (value) => text`${value}（默认）`,
    cancel: '取消',
    submit: '添加目标',
  },
  detail: {
    since: {
      pending: () => '暂无数据',
      up: (span) => text`正常已${span}`,
      degraded: (span) => text`变慢已${span}`,
      confirming: (span) => text`失败已${span}`,
      down: (span) => text`故障已${span}`,
      'no-data': (span) => text`无数据已${span}`,
      paused: (span) => text`暂停已${span}`,
    },
    unconfirmed: (span) => text`未被拒绝已${span}`,
    unconfirmedWhy: '没有应答，也没有拒绝。UDP 能给出的确定性仅此而已。',
    slowWhy: '应答符合期望，但很慢。',
    pendingWhy: '首次探测尚未结束。',
    confirmingTry: '尚未计为故障：由接下来的探测决定。',
    flapping: '它变化过于频繁，因此不逐次通知。',
    snoozedUntil: (clock) => text`在${clock}之前不会通知你。`,
    snoozedUntilUp: '在它恢复之前不会通知你。',
    inMaintenance: (name, clock) => text`${name}，到${clock}为止：不计入，也不通知你。`,
    was: {
      pending: '',
      up: '最后一次结论为正常。',
      degraded: '最后一次结论为变慢。',
      confirming: '最后一次结论为失败。',
      down: '最后一次结论为故障。',
      'no-data': '',
      paused: '',
    },
    noDataWhy: {
      closed: 'Portlight 未运行。',
      asleep: '本机在睡眠。',
      paused: '它已暂停。',
      offline: '本机离线，因此不下结论。',
      settling: '网络刚刚恢复，稍后才开始计失败。',
      maintenance: '它在维护中，不计入。',
      local: '本机无法探测它。',
      unknown: '对它一无所知。',
    },
    pausedWhy: '在你继续之前不会探测。',
    pausedUntilWhy: (clock) => text`在${clock}之前不会探测。`,
    uptimeOver: (range) => text`可用率，${range}`,
    coverage: '覆盖率',
    median: '中位数',
    p95: '95 百分位',
    timeWent: '时间花在哪里',
    withBody: '总计，含内容',
    last: (clock) => text`最近，${clock}`,
    noneIn: (time) => text`${time}内没有`,
    barLabel: (parts) => text`最近一次探测的各阶段：${parts}`,
    phases: {
      dns: 'DNS',
      connect: '连接',
      tls: 'TLS',
      firstByte: '首字节',
      body: '内容',
      reply: '回应',
      rest: '其余',
    },
    good: (clock) => text`正常，${clock}`,
    goodBarLabel: (parts) => text`最近一次正常探测的各阶段：${parts}`,
    lastFailure: (clock) => text`最近失败，${clock}`,
    message: '最近结果',
    status: '状态码',
    httpStatus: (code, version, bytes) => `${code}，HTTP ${version}，${bytes}`,
    hops: '重定向',
    certificate: '证书',
    trusted: '受信任',
    notTrusted: '不受信任',
    chainEnds: (days) => `证书链 ${days} 天后到期`,
    expires: (date) => text`${date}到期`,
    expired: (date) => text`${date}已过期`,
    endsFirst: (date) => text`${date}到期，链中最早`,
    days: (days) => `${days} 天`,
    today: '今天',
    over: '已过期',
    leaf: '叶证书',
    chain: '证书链',
    intermediate: '中间证书',
    anchor: '根证书',
    anchorText: '受本机信任',
    validFrom: '生效日期',
    issuer: '颁发者',
    names: '名称',
    fingerprint: 'SHA-256',
    target: '目标',
    address: '地址',
    every: '间隔',
    tags: '标签',
    labels: '标记',
    file: '来自文件',
    readOnly: '在这里只读：请在该文件中更改或移除。',
  },
  importing: {
    title: '导入',
    path: '文件或文件夹',
    hint: 'Categraf 文件或其 conf 文件夹，或由 Portlight 导出的文件',
    look: '查看',
    found: (count) => `找到 ${count} 个目标`,
    actions: { add: '添加', change: '更改', same: '无变化', skip: '略过' },
    warnings: '读取方式可能与预期不同',
    errors: '无法读取',
    more: (count) => `还有 ${count} 项`,
    apply: (count) => (count === 0 ? '导入' : `导入 ${count} 个目标`),
    done: ({ added, changed, same, skipped }) =>
      `已添加 ${added} 个，更改 ${changed} 个，相同 ${same} 个，略过 ${skipped} 个`,
    showList: '显示列表',
    have: '有 Categraf 文件？',
    open: '导入',
    files: '文件',
    settingsImport: '来自 Categraf 文件的目标',
    targets: (count) => `${count} 个目标，只读`,
    follow: '要跟随的文件夹',
    followHint: '其中的目标显示在这里，并随文件变化，例如共享的检出目录',
    followSubmit: '跟随',
    unfollow: (path) => text`不再跟随${path}`,
  },
  settings: settingsZh,
  fields: fieldsZh,
}
