import { zh } from '../../electron/contract/chinese.ts'
import type { ReasonTexts } from './reason-text.ts'

/** As reasons.en.ts; at most 28 characters before the advice. */
export const reasonsZh: ReasonTexts = {
  refused: {
    what: () => '被拒绝',
    more: ({ port }) => (port ? zh`端口${port}上没有程序在监听` : '此端口上没有程序在监听'),
    advice: ({ host }) => zh`请确认服务已${host ? zh`在${host}上` : ''}运行，并监听此端口，而不只是监听本机地址。`,
  },
  unreachable: {
    what: () => '不可达',
    more: ({ host }) => zh`没有通往${host ?? '主机'}的路由`,
    advice: ({ host }) => zh`请检查中间的 VPN 或网络，并确认${host ?? '主机'}已开机。`,
  },
  reset: {
    what: () => '连接被重置',
    more: ({ host }) => zh`${host ?? '对方'}中断了连接`,
    advice: () => '请在服务日志中查找崩溃或重启，或检查会重置连接的防火墙。',
  },
  'connect-timeout': {
    what: () => '超时',
    more: ({ timeout }) => (timeout ? zh`${timeout}内未能建立连接` : '限定时间内未能建立连接'),
    advice: () => '防火墙可能丢弃了数据包，或者主机已关机、过载。可试试这台主机的其他端口。',
  },
  'dns-not-found': {
    what: () => '找不到名称',
    more: ({ host }) => zh`${host ?? '它'}没有地址记录`,
    advice: () => '请检查拼写，以及该名称是否只在内网或 VPN 中存在。',
  },
  'dns-timeout': {
    what: () => '超时',
    more: ({ timeout }) => (timeout ? zh`域名解析超过${timeout}` : '域名解析耗时过长'),
    advice: () => 'DNS 服务器没有回应。请检查本机的 DNS 设置，或换一个服务器。',
  },
  'dns-failed': {
    what: () => '域名解析失败',
    more: ({ code }) => (code ? zh`DNS 服务器返回${code}` : 'DNS 服务器返回了错误'),
    advice: () => '服务器返回了错误。请稍后再试，或联系该域的管理者。',
  },
  'send-failed': {
    what: () => '发送失败',
    more: () => '对方先关闭了连接',
    advice: () => '端口接受连接，但未读取数据就关闭。请检查它是否需要 TLS 或其他协议。',
  },
  'read-timeout': {
    what: ({ timeout }) => (timeout ? zh`${timeout}内没有回应` : '限定时间内没有回应'),
    advice: () => '已建立连接，但没有收到任何数据。请确认所发内容是该服务会应答的。',
  },
  closed: {
    what: () => '已关闭',
    more: () => '连接结束前没有数据',
    advice: () => '服务未发送数据就断开。请检查它的日志、连接数上限和访问白名单。',
  },
  mismatch: {
    what: () => '回应不符',
    more: ({ expected }) => (expected ? `期望“${expected}”` : '不是期望的文本'),
    advice: () => '服务有回应，但内容与期望不同。请将下方的回应与期望文本比较。',
  },
  'tls-expired': {
    what: ({ date }) => (date ? zh`证书已于${date}过期` : '证书已过期'),
    advice: () => '请续期证书并重新加载服务器。如果已经续期，说明服务器仍在使用旧证书。',
  },
  'tls-not-yet-valid': {
    what: ({ date }) => (date ? zh`证书要到${date}才生效` : '证书尚未生效'),
    advice: () => '请先检查本机时钟，再检查证书的起始日期。',
  },
  'tls-self-signed': {
    what: () => '证书为自签名',
    advice: () => '如果这是预期的，请将该证书作为 CA 文件提供给 Portlight；否则请查明是谁在应答。',
  },
  'tls-untrusted': {
    what: () => '证书不受信任',
    more: ({ issuer }) => (issuer ? zh`未知的颁发者${issuer}` : '颁发者未知'),
    advice: () => '服务器可能没有发送中间证书。请检查证书链，或添加颁发者的 CA 文件。',
  },
  'tls-name-mismatch': {
    what: ({ names, host }) =>
      names ? zh`证书属于${names}，而不是${host ?? '此主机'}` : zh`证书不属于${host ?? '此主机'}`,
    advice: () => '请检查地址，或让证书包含此名称。',
  },
  'tls-handshake': {
    what: () => 'TLS 握手失败',
    more: ({ code }) => code ?? '双方未能商定加密方式',
    advice: () => '双方没有共同的协议版本或加密套件，或者服务器要求客户端证书。',
  },
  'tls-timeout': {
    what: () => '超时',
    more: ({ timeout }) => (timeout ? zh`${timeout}内未完成 TLS 握手` : '限定时间内未完成 TLS 握手'),
    advice: () => '已建立连接，但没有收到任何数据。请确认此端口使用 TLS，再查看服务器的负载。',
  },
  'header-timeout': {
    what: () => '超时',
    more: ({ timeout }) => (timeout ? zh`已连接，但${timeout}内没有应答` : '已连接，但没有及时应答'),
    advice: () => '端口是开放的，请查看其后的应用程序，再查看负载。',
  },
  'body-timeout': {
    what: () => '超时',
    more: ({ bytes }) => (bytes ? zh`收到${bytes}后页面停住` : '页面中途停住'),
    advice: () => '应答已开始但中途停止。请检查应用程序、其数据库，或做缓冲的代理。',
  },
  'body-truncated': {
    what: () => '内容不完整',
    more: ({ bytes, length }) => {
      if (bytes && length) return zh`仅收到${bytes}，共${length}`
      return bytes ? zh`仅收到${bytes}` : '页面过早结束'
    },
    advice: () => '连接过早结束。请查找程序崩溃，或代理对响应大小和时长的限制。',
  },
  'body-too-large': {
    what: () => '内容过大',
    more: () => '前 10 MiB 内未找到文本',
    advice: () => '请改为探测更小的页面，例如健康检查地址。',
  },
  'protocol-error': {
    what: () => '不是 HTTP',
    more: () => '无法读懂回应',
    advice: () => '此端口上可能是其他协议。请检查应使用 http 还是 https，以及端口号。',
  },
  'redirect-limit': {
    what: () => '重定向循环',
    more: () => '10 次后停止',
    advice: () => '请查看下方的跳转列表。常见原因是 http 与 https 或两个域名互相跳转。',
  },
  'redirect-invalid': {
    what: () => '重定向无效',
    more: () => '目标地址不可用',
    advice: () => '服务器给出的 Location 为空或格式错误。请在服务器上修正，或关闭跟随重定向。',
  },
  'proxy-failed': {
    what: () => '代理失败',
    more: ({ proxy }) => zh`${proxy ?? '代理'}未能连接`,
    advice: () => '尚未到达目标。请检查代理是否在运行，以及其地址和密码。',
  },
  'status-mismatch': {
    what: ({ status, expected }) =>
      zh`返回${status ?? '其他状态码'}${expected ? zh`，期望${expected}` : status ? '，与期望不符' : ''}`,
    advice: () => '服务器在运行，但拒绝或未能提供此页面。请检查其日志，或修改期望的状态码。',
  },
  'body-mismatch': {
    what: () => '页面不符',
    more: ({ expected }) => (expected ? `其中没有“${expected}”` : '其中没有期望的文本'),
    advice: () => '页面可以打开，但内容不同。请与期望的内容比较，它可能是错误页或登录页。',
  },
  'address-invalid': {
    what: () => '地址不可用',
    more: ({ target }) => target ?? '无法读懂',
    advice: () => '请写成 host:port、https://… 或 udp://host:port，端口为 1 到 65535。',
  },
  'no-address': {
    what: ({ family, host }) => zh`${host ?? '主机'}没有${family ?? '可用的'}地址`,
    advice: () => '请选择其他地址族或网络接口，或为此名称添加记录。',
  },
  'body-forbidden': {
    what: () => '页面不符',
    more: ({ expected }) => (expected ? `其中有“${expected}”` : '其中有不应出现的文本'),
    advice: () => '页面可以打开，但含有不应出现的文本。它可能是错误页或维护页。',
  },
  'json-mismatch': {
    what: () => '数值不符',
    more: ({ expected }) => (expected ? zh`期望${expected}` : 'JSON 与期望不同'),
    advice: () => '页面可以打开，但其中的值不同。请检查服务，或修改期望的值。',
  },
  'header-mismatch': {
    what: () => '响应头不符',
    more: ({ expected }) => (expected ? zh`期望${expected}` : '与期望不同'),
    advice: () => '应答缺少期望的响应头。请检查服务器以及它前面的代理。',
  },
  'starttls-refused': {
    what: () => 'STARTTLS 被拒绝',
    more: ({ host }) => zh`${host ?? '服务器'}仍未加密`,
    advice: () => '服务器不为此连接加密。请检查它的 TLS 设置，或改为探测它的 TLS 端口。',
  },
  'local-resources': {
    what: () => '未探测',
    more: ({ resource }) => zh`本机的${resource ?? '资源'}已用尽`,
    advice: () => '请关闭占用大量连接的程序。此次不对目标下结论。',
  },
  'local-offline': {
    what: () => '未探测',
    more: () => '本机处于离线状态',
    advice: () => '无需操作，网络恢复后会自动继续探测。此次不对目标下结论。',
  },
  aborted: {
    what: () => '未完成',
    more: () => '探测被中止',
    advice: () => '目标被暂停或修改，或者本机进入睡眠。此次不对目标下结论。',
  },
}
