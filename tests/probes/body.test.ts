import { once } from 'node:events'
import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readBody } from '../../electron/probes/body.ts'
import { httpAddress } from '../../electron/probes/http-address.ts'
import { type Answer, exchangeHttp } from '../../electron/probes/http-exchange.ts'
import { firstRequest } from '../../electron/probes/http-request.ts'
import { rawHttp } from '../lab/http-servers.ts'
import { httpSpec, httpUrl } from './vectors/http-spec.ts'
import { createLab } from './vectors/lab.ts'

const lab = createLab()
afterEach(() => lab.close())

/** The headers of an answer, read by a caller that takes its time with the body. */
async function answered(raw: string, then: 'close' | 'stay'): Promise<{ answer: Answer; limits: Limits }> {
  const spec = httpSpec({ target: httpUrl(await lab.use(rawHttp(raw, then))) })
  const address = httpAddress(spec.target)
  if (!address.ok) throw new Error(address.message)
  const socket = net.connect(address.value.port, address.value.host)
  await once(socket, 'connect')
  const { clock, signal, userAgent } = lab.env
  const limits = { clock, signal, deadlineMs: clock.monotonicMs() + 5000 }
  const asked = { ...limits, userAgent, timeoutMs: 5000, remoteAddress: null, proxied: null }
  const exchange = await exchangeHttp(socket, firstRequest(spec, address.value), asked)
  if (!exchange.ok) throw new Error(exchange.finding.words)
  return { answer: exchange.answer, limits }
}
type Limits = Pick<Parameters<typeof readBody>[1], 'clock' | 'signal' | 'deadlineMs'>

const short = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort'

test('a body that was cut short before anybody read it is cut short, not late', async () => {
  const { answer, limits } = await answered(short, 'close')
  // Not by once(): with a listener of its errors Node would have somebody to tell.
  await new Promise((resolve) => answer.response.once('close', resolve))
  expect(await readBody(answer, { ...limits, wanted: true })).toMatchObject({
    ok: false,
    reason: 'body-truncated',
    code: 'ECONNRESET',
  })
  expect(limits.clock.monotonicMs()).toBeLessThan(limits.deadlineMs - 4000)
})

test('a body given up before it was whole is no whole body, although nothing broke it', async () => {
  const { answer, limits } = await answered(short, 'stay')
  answer.response.destroy()
  expect(await readBody(answer, { ...limits, wanted: true })).toEqual({
    ok: false,
    bytes: 0,
    reason: 'body-truncated',
    code: 'ECONNRESET',
  })
})
