import type { HttpTarget } from '../../contract/target-config.ts'
import { type CurlContext, lastOf } from './curl-context.ts'

/** curl's own default, where other programs take 80. */
const defaultPort = 1080

/** `--proxy [http://][user:password@]host[:port]` and `--proxy-user`. */
export function curlProxy(context: CurlContext): Pick<HttpTarget, 'proxy' | 'proxyUsername' | 'proxyPassword'> {
  const text = lastOf(context, 'proxy') ?? ''
  if (text === '') return {}
  const [, scheme = 'http', userinfo, host = '', port] =
    /^(?:([a-z0-9]+):\/\/)?(?:(.*)@)?(\[[^\]]*\]|[^:/@]+)(?::(\d+))?\/?$/i.exec(text) ?? []
  if (scheme.toLowerCase() !== 'http' || host === '') {
    context.warn('--proxy is left out: only a plain HTTP proxy can be used; write http://host:port')
    return {}
  }
  const user = lastOf(context, 'proxy-user') ?? (userinfo === undefined ? '' : decode(userinfo))
  const colon = user.indexOf(':')
  const [name, password] = colon === -1 ? [user, ''] : [user.slice(0, colon), user.slice(colon + 1)]
  return {
    proxy: `http://${host}:${port ?? defaultPort}`,
    ...(name === '' ? {} : { proxyUsername: name }),
    ...(password === '' ? {} : { proxyPassword: context.secrets(password) }),
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
