/**
 * What the host and the grammars say in English, clause by clause, in Chinese; `{}` stands for whatever they name, and
 * `{0}` for the first of these. Only shown: nothing is decided by these texts, and what is not here is shown as it is.
 */
const clauses: Readonly<Record<string, string>> = {
  '"{}": port "{}" is not a number from 1 to 65535': '“{0}”：端口“{1}”不是 1 到 65535 的数字',
  '"{}" takes no user name': '“{0}”不接受用户名',
  '"{}": put an IPv6 address in brackets, as in {}': '“{0}”：请给 IPv6 地址加上方括号，例如 {1}',
  '"{}" is not an address': '“{0}”不是地址',
  '"{}" names no port': '“{0}”没有端口',
  '"{}" names no host': '“{0}”没有主机',
  '"{}": a password seems to have "/", "?" or "#" in it': '“{0}”：密码中似乎有“/”、“?”或“#”',
  '"{}": a URL has no spaces': '“{0}”：URL 中没有空格',
  'write {} in their place, or {} for an "@" in a path': '请用 {0} 代替它们，路径中的“@”请写 {1}',
  'write {} in their place': '请改写为 {0}',
  'there is no address': '还没有地址',
  'the address is over 2048 characters long': '地址超过 2048 个字符',
  'shorten it': '请缩短',
  '"{}" is not a scheme Portlight probes': '“{0}”不是 Portlight 能探测的协议',
  'an address with a user name needs its scheme': '带用户名的地址需要写明协议',
  '"{}" could be http or https': '“{0}”可能是 http，也可能是 https',
  '"{}" is not a duration': '“{0}”不是时长',
  '"{}" is not a status': '“{0}”不是状态码',
  '"{}" names no status': '“{0}”没有状态码',
  'not a list of statuses': '不是状态码列表',
  '"{}" says nothing after an address': '“{0}”不能写在地址之后',
  '"{}" has no value': '“{0}”没有值',
  'the quotes after "{}" are not closed': '“{0}”之后的引号没有闭合',
  '"{}" stands there twice': '“{0}”出现了两次',
  '"{}" is not for {}': '“{0}”不适用于 {1}',
  '"{}" is too short': '“{0}”太短',
  '"{}" is too long': '“{0}”太长',
  'what follows "{}" is not a number from 1 to 20': '“{0}”之后不是 1 到 20 的数字',
  'what follows "{}" cannot be used: {}': '“{0}”之后的内容不能使用：{1}',
  'write the text between two of them, and a quote inside it twice': '请把文本写在两个引号之间，其中的引号写两次',
  'write {}, each with its value': '可以写 {0}，各带一个值',
  'write {}, or put quotes around the text it belongs to': '请写 {0}，或给它所属的文本加上引号',
  'write {} or more': '请至少写 {0}',
  'write {} or less': '请最多写 {0}',
  'write it once': '请只写一次',
  'write {} or {}': '请写 {0} 或 {1}',
  'write {}': '请写 {0}',
  '"{}" is not an escape (at character {})': '“{0}”不是转义（第 {1} 个字符）',
  'the text ends in a single backslash (at character {})': '文本以单个反斜杠结尾（第 {0} 个字符）',
  '"{}" is not a hex digit (at character {})': '“{0}”不是十六进制数字（第 {1} 个字符）',
  'of no use without TLS': '没有 TLS 时不起作用',
  'turn TLS on': '请开启 TLS',
  'an answer to HEAD has no body to look into': 'HEAD 的应答没有可检查的内容',
  'choose GET, or expect nothing of the body': '请选择 GET，或不对内容设期望',
  'it was given up, and nothing was changed': '已放弃，没有任何更改',
  'Portlight is ending': 'Portlight 正在退出',
  '{} is followed already': '已在跟随 {0}',
  'Portlight failed inside': 'Portlight 内部出错',
  'its log says more': '详情见日志',
  'the history did not answer in time': '历史没有及时应答',
  'try a shorter range': '请选择更短的范围',
  'choose a shorter one': '请选择更短的范围',
  'only a plain HTTP proxy can be used': '只能使用普通 HTTP 代理',
  '"{}" is not the address of a proxy': '“{0}”不是代理的地址',
  'a target is no longer in the list': '有目标已不在列表中',
  'this target is no longer in the list': '此目标已不在列表中',
  'no target has the tag "{}"': '没有标签为“{0}”的目标',
  'this target comes from {}': '此目标来自 {0}',
  'remove it there': '请在那里移除',
  'change it there': '请在那里更改',
  'at most {} folders are followed': '最多跟随 {0} 个文件夹',
  'no browser took {}': '没有浏览器打开 {0}',
  'copy the address and open it yourself': '请复制地址后自行打开',
  'there are more than {} results in this range': '此范围内的结果超过 {0} 个',
  'it is in the list already, as "{}"': '已在列表中，名为“{0}”',
  'the disk is full': '磁盘已满',
  'it is in the list already': '已在列表中',
  'it stands here twice': '在此处出现了两次',
  '{} is left out: there is nothing like it here': '已略去 {0}：这里没有对应的选项',
  '{} is not known here and is left out': '{0} 在这里未知，已略去',
  '{} cannot be done here, and without it the request would be another': '这里无法做到 {0}，而没有它就会是另一个请求',
  'remove it': '请移除',
  '{} is filled in by your shell': '{0} 由你的 shell 填入',
  'write its value in its place': '请直接写它的值',
  'a quote is not closed': '有引号没有闭合',
  'copy the whole command': '请复制完整的命令',
  '{} publishes no port, so only other containers reach it': '{0} 没有发布端口，只有其他容器能访问',
  'publish one with -p': '请用 -p 发布',
}

interface Clause {
  matches: RegExp
  says: string
}

/** The longest first: `write {}` would take all the others. */
const known: readonly Clause[] = Object.entries(clauses)
  .sort(([a], [b]) => b.length - a.length)
  .map(([english, says]) => {
    const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return { matches: new RegExp(`^${parts.join('((?:(?!; ).)*?)')}$`, 's'), says }
  })

function clause(text: string): string | null {
  for (const { matches, says } of known) {
    const found = matches.exec(text)
    if (found) return says.replace(/\{(\d)\}/g, (_all, nth: string) => chinese(found[Number(nth) + 1] ?? ''))
  }
  return null
}

/** A blank that is a list of choices: `http, https or tls`. */
function chinese(blank: string): string {
  return blank.replace(/, (?=\S)/g, '、').replaceAll(' or ', ' 或 ')
}

/** A message as programs word it, as Chinese sentences; null where a part of it is not known. */
export function fromProgram(message: string): string | null {
  // Said of a command, whichever it is.
  const [, command] = /^(curl): /.exec(message) ?? []
  if (command !== undefined) {
    const rest = fromProgram(message.slice(command.length + 2))
    return rest && `${command}：${rest}`
  }
  const whole = clause(message.trim())
  if (whole !== null) return `${whole}。`
  const said: string[] = []
  for (const part of message.trim().split(/; /)) {
    const one = clause(part)
    if (one === null) return null
    said.push(`${one}。`)
  }
  return said.join('')
}
