import type { ProbeResult } from '../contract/result.ts'
import { withoutEchoes } from './echoed-secrets.ts'
import { type HttpAddress, httpAddress } from './http-address.ts'
import type { Answer } from './http-exchange.ts'
import { runHop } from './http-hop.ts'
import { judgeAnswer } from './http-judge.ts'
import { firstRequest, type HttpRequest } from './http-request.ts'
import { type HopTrace, type HttpRun, newTrace } from './http-trace.ts'
import { shortUrl } from './http-words.ts'
import { concludeProbe, type Outcome, type ProbeStart, startProbe } from './outcome.ts'
import { maxRedirects, nextRequest } from './redirect.ts'
import type { HttpSpec, ProbeEnv } from './spec.ts'
import { excerpt, type Finding, formatLatency } from './words.ts'

/**
 * Asks a URL once, on connections of its own, and judges the answer: redirects are followed where wanted, the status is
 * judged at the headers, then the body. One deadline covers everything. It always resolves.
 */
export async function probeHttp(spec: HttpSpec, env: ProbeEnv): Promise<ProbeResult> {
  const start = startProbe(env.clock)
  const address = httpAddress(spec.target)
  if (!address.ok) {
    const message = `${spec.method} ${shortUrl(spec.target)} cannot be asked: ${address.message}.`
    return concludeProbe(spec, start, env.clock, { reason: 'address-invalid', message })
  }
  const run: HttpRun = { spec, env, deadlineMs: start.monotonicMs + spec.responseTimeoutMs, waitedMs: 0 }
  return concludeProbe(spec, start, env.clock, await follow(run, address.value, start))
}

/** From the first request, through redirects, to the judgement of the final answer. */
async function follow(run: HttpRun, target: HttpAddress, start: ProbeStart): Promise<Outcome> {
  const { spec, env } = run
  const redirects: string[] = []
  let request = firstRequest(spec, target)
  let certificate: HopTrace['certificate'] = null
  for (;;) {
    const trace = newTrace()
    const hop = await runHop(run, request, trace)
    // The certificate is the target's own, not that of wherever a redirect led.
    if (request.address.url.hostname === target.url.hostname) certificate ??= trace.certificate
    const measured = { timings: trace.timings, remoteAddress: trace.remoteAddress, certificate }
    const name = subject(spec, request, redirects)
    if (!hop.ok) return { ...measured, ...said(name, hop.finding) }

    const { answer } = hop
    const responseTimeMs = env.clock.monotonicMs() - start.monotonicMs - run.waitedMs
    const next = nextRequest(spec, target, request, answer.status, answer.response.headers.location)
    if (next.kind === 'follow' && redirects.length < maxRedirects) {
      answer.close()
      redirects.push(shown(spec, next.request))
      request = next.request
      continue
    }
    const { finding, bytes } =
      next.kind === 'final'
        ? await judgeAnswer(run, answer)
        : {
            finding:
              next.kind === 'invalid'
                ? invalidFinding(answer, withoutEchoes(spec, next.location))
                : limitFinding(spec, next.request),
            bytes: 0,
          }
    answer.close()
    const { httpVersion } = answer.response
    const found = { ...measured, responseTimeMs, http: { statusCode: answer.status, httpVersion, bytes, redirects } }
    if (finding) return { ...found, ...said(name, finding) }
    const hops = redirects.length === 0 ? '' : ` after ${redirects.length} redirect${redirects.length === 1 ? '' : 's'}`
    const words = `answered ${answer.status} in ${formatLatency(responseTimeMs)}${hops}`
    return { ...found, reason: null, message: `${spec.method} ${shortUrl(spec.target)} ${words}.` }
  }
}

function invalidFinding({ status }: Answer, location: string): Finding {
  const words = `answered ${status} with a Location that cannot be followed: "${excerpt(Buffer.from(location))}"`
  return { reason: 'redirect-invalid', words, detail: {} }
}

function limitFinding(spec: HttpSpec, beyond: HttpRequest): Finding {
  const words = `was redirected ${maxRedirects} times and then once more, to ${shortUrl(shown(spec, beyond))}`
  return { reason: 'redirect-limit', words, detail: {} }
}

function subject(spec: HttpSpec, request: HttpRequest, redirects: readonly string[]): string {
  const name = `${spec.method} ${shortUrl(spec.target)}`
  return redirects.length === 0 ? name : `${name}, redirected to ${shortUrl(shown(spec, request))},`
}

/** A URL of a hop as it is listed; some sites pack kilobytes of state into theirs. */
function shown(spec: HttpSpec, { address }: HttpRequest): string {
  const href = withoutEchoes(spec, address.url.href)
  return href.length > 2048 ? `${href.slice(0, 2047)}…` : href
}

function said(name: string, { reason, words, detail }: Finding): Pick<Outcome, 'reason' | 'message' | 'detail'> {
  return { reason, message: `${name} ${words}.`, detail }
}
