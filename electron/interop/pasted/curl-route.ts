import type { HttpTarget } from '../../contract/target-config.ts'
import { joinHostPort } from '../../contract/target-grammar.ts'
import type { CurlContext } from './curl-context.ts'

interface Route {
  target: string
  headers: NonNullable<HttpTarget['headers']>
  serverName: string | null
}

/** `--resolve` and `--connect-to` lead elsewhere than the name does: the address then stands in its place, and the name is sent. */
export function routed(target: string, host: string, port: number, context: CurlContext): Route {
  const straight: Route = { target, headers: [], serverName: null }
  const to = elsewhere(host, port, context)
  if (to === null) return straight
  const [, scheme = '', authority = '', rest = ''] = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(target) ?? []
  const secure = scheme.toLowerCase() === 'https'
  context.warn(
    `it is written with ${to.host} in place of ${host}, which is sent as the Host header${secure ? ' and verified' : ''}`,
  )
  return {
    target: `${scheme}://${joinHostPort(to.host, to.port)}${rest}`,
    headers: [{ name: 'Host', value: authority }],
    serverName: secure ? host : null,
  }
}

function elsewhere(host: string, port: number, context: CurlContext): { host: string; port: number } | null {
  let found: { host: string; port: number } | null = null
  for (const { name, value } of context.options) {
    if (name === 'resolve') {
      const [, ofHost = '', ofPort = '', first = ''] =
        /^[+-]?(\[[^\]]*\]|[^:]*):(\d+|\*):\[?([^\],]*)\]?/.exec(value) ?? []
      const bare = ofHost.replace(/^\[|\]$/g, '').toLowerCase()
      if (first !== '' && [host.toLowerCase(), '*'].includes(bare) && Number(ofPort) === port)
        found ??= { host: first, port }
      else context.warn('--resolve is about another host or port, so it has no effect')
    }
    if (name === 'connect-to') {
      const [, ofHost = '', ofPort = '', toHost = '', toPort = ''] =
        /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(value) ?? []
      const about = ['', host.toLowerCase()].includes(ofHost.toLowerCase()) && ['', String(port)].includes(ofPort)
      if (about && (toHost !== '' || toPort !== '')) {
        found ??= { host: toHost.replace(/^\[|\]$/g, '') || host, port: toPort === '' ? port : Number(toPort) }
      } else context.warn('--connect-to is about another host or port, so it has no effect')
    }
  }
  return found
}
