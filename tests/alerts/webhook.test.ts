import { type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Notification } from '../../electron/alerts/notifier.ts'
import { createWebhook, type WebhookAddress } from '../../electron/alerts/webhook.ts'
import { webhookAddressFault } from '../../electron/alerts/webhook-post.ts'
import type { Clock } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createAuthority, issue } from '../lab/certificates.ts'
import { echoHttp, rawHttp, redirectHttp, serveHttp, statusHttp } from '../lab/http-servers.ts'
import { serveHttps } from '../lab/https-servers.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { listenTcp, resettingTcp, silentTcp } from '../lab/tcp-servers.ts'
import { createFakeClock, type FakeClock } from '../monitor/fake-clock.ts'
import { notification } from './notification.ts'

const secret = '/hooks/T0KEN?key=S3CRET'
const attemptMs = 10_000

/** The server for this test, and its address with a secret in it. */
async function hook(starting: Promise<LabServer>): Promise<string> {
  const server = await starting
  onTestFinished(() => server.close())
  return `http://127.0.0.1:${server.port}${secret}`
}

interface Options {
  clock?: Clock
  random?: () => number
  canSend?: () => boolean
}

/** A webhook and what comes of it. `retries` are the waits it asked the clock for, attempts' deadlines left out. */
function createHarness(address: string | null | WebhookAddress, options: Options = {}) {
  const fake = createFakeClock()
  const clock = options.clock ?? fake
  const waits: number[] = []
  const outcomes: [string, string | null][] = []
  const webhook = createWebhook({
    address: async () => (typeof address === 'string' ? { ok: true, address } : address),
    canSend: options.canSend ?? (() => true),
    nameOf: (id) => ({ db: 'db-1', site: 'The site' })[id],
    host: 'desk',
    version: '1.2.3',
    clock: {
      ...clock,
      after(delayMs, callback) {
        if (delayMs !== attemptMs) waits.push(delayMs)
        return clock.after(delayMs, callback)
      },
    },
    random: options.random ?? (() => 0.6),
    onOutcome: (id, message) => outcomes.push([id, message]),
  })
  onTestFinished(async () => {
    const closed = webhook.close(0)
    await fake.advance(0)
    await closed
  })
  return { webhook, clock: fake, waits, outcomes }
}

type Harness = ReturnType<typeof createHarness>

/** Waits until something more has come of it, within real time. */
const until = (holds: () => boolean) => vi.waitFor(() => expect(holds()).toBe(true), { timeout: 10_000, interval: 5 })
const outcomesOf = async ({ outcomes }: Harness, count: number) => {
  await until(() => outcomes.length >= count)
  return outcomes
}
/** Lets it fail until it waits for the next try, then lets that time pass. */
async function nextTry({ waits, clock }: Harness & { clock: FakeClock }, nth: number): Promise<number> {
  await until(() => waits.length > nth)
  const waitMs = waits[nth] ?? Number.NaN
  await clock.advance(waitMs)
  return waitMs
}

const down = (id: string, incident = id): Notification =>
  notification({ id, subject: 'down', incidentIds: [incident], targetId: 'db', targetIds: ['db'] })

describe('a webhook', () => {
  it('is posted what there is to tell, as JSON', async () => {
    const server = await echoHttp()
    const harness = createHarness(await hook(Promise.resolve(server)))
    harness.webhook.send(
      notification({
        id: 'down:db:1',
        subject: 'down',
        severity: 'down',
        title: 'db-1 is down: Timeout',
        body: 'said <!channel> @everyone\nand left',
        targetIds: ['db', 'gone'],
        incidentIds: ['incident-1'],
      }),
    )
    expect(await outcomesOf(harness, 1)).toEqual([['down:db:1', null]])
    const [request] = server.seen
    expect(request).toMatchObject({
      method: 'POST',
      url: secret,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Portlight/1.2.3',
        'idempotency-key': 'down%3Adb%3A1',
      },
    })
    expect(JSON.parse(Buffer.from(request?.body ?? '', 'latin1').toString('utf8'))).toEqual({
      id: 'down:db:1',
      kind: 'down',
      severity: 'down',
      title: 'db-1 is down: Timeout',
      body: 'said <!channel> @everyone and left',
      text: 'db-1 is down: Timeout\nsaid ‹!channel› @\u200beveryone and left',
      at: '2026-01-01T00:00:00.000Z',
      host: 'desk',
      targets: [
        { id: 'db', name: 'db-1' },
        { id: 'gone', name: 'gone' },
      ],
      targetCount: 2,
      incidentIds: ['incident-1'],
    })
    expect(harness.clock.pending()).toBe(0)
  })

  it('lists a hundred targets and says how many there are', async () => {
    const server = await echoHttp()
    const harness = createHarness(await hook(Promise.resolve(server)))
    const ids = Array.from({ length: 1000 }, (_, n) => `t${n}`)
    harness.webhook.send(notification({ targetIds: ids, incidentIds: ids }))
    await outcomesOf(harness, 1)
    const body = JSON.parse(server.seen[0]?.body ?? '')
    expect([body.targets.length, body.incidentIds.length, body.targetCount]).toEqual([100, 100, 1000])
  })

  it('is posted in order, one at a time', async () => {
    let open = 0
    const [seen, overlaps]: [string[], number[]] = [[], []]
    const harness = createHarness(
      await hook(
        serveHttp((request, response) => {
          open += 1
          overlaps.push(open)
          void (async () => {
            seen.push(JSON.parse((await request.setEncoding('utf8').toArray()).join('')).id)
            open -= 1
            response.end()
          })()
        }),
      ),
    )
    const ids = Array.from({ length: 20 }, (_, n) => `n${n}`)
    for (const id of ids) harness.webhook.send(down(id))
    await outcomesOf(harness, 20)
    expect([seen, Math.max(...overlaps)]).toEqual([ids, 1])
  })

  it('is told once of an incident that is down or up, and each time that it changes or is reminded of', async () => {
    const server = await echoHttp()
    const harness = createHarness(await hook(Promise.resolve(server)))
    const of = (id: string, subject: Notification['subject']) => ({ ...down(id, 'incident-1'), subject })
    harness.webhook.send(of('1', 'down'))
    harness.webhook.send(of('2', 'down'))
    harness.webhook.send(of('3', 'reminder'))
    harness.webhook.send(of('4', 'reminder'))
    harness.webhook.send(of('4', 'reminder'))
    harness.webhook.send(of('5', 'up'))
    harness.webhook.send(notification({ id: '6' }))
    harness.webhook.send(notification({ id: '6' }))
    harness.webhook.send(down('7', 'incident-2'))
    const ids = (await outcomesOf(harness, 6)).map(([id]) => id)
    expect(ids).toEqual(['1', '3', '4', '5', '6', '7'])
    expect(server.seen).toHaveLength(6)
  })

  it('may not be set', async () => {
    const harness = createHarness(null)
    harness.webhook.send(down('1'))
    expect(await harness.webhook.test(notification())).toEqual({
      delivered: false,
      message: 'there is no webhook to post to',
    })
    expect([harness.outcomes, harness.clock.pending()]).toEqual([[], 0])
  })

  it('may have an address that cannot be read', async () => {
    const harness = createHarness({ ok: false, message: 'the secret store is locked' })
    harness.webhook.send(down('1'))
    expect(await outcomesOf(harness, 1)).toEqual([['1', 'the secret store is locked']])
  })
})

describe('a webhook that fails', () => {
  it('is tried again after 500, then ever later, and gets what waits in order', async () => {
    const seen: string[] = []
    let fails = 4
    const harness = createHarness(
      await hook(
        serveHttp((request, response) => {
          void (async () => {
            seen.push(JSON.parse((await request.setEncoding('utf8').toArray()).join('')).id)
            fails -= 1
            response.writeHead(fails >= 0 ? 500 : 200).end()
          })()
        }),
      ),
    )
    for (const id of ['1', '2']) harness.webhook.send(down(id))
    const waits = []
    for (let nth = 0; nth < 4; nth++) waits.push(await nextTry(harness, nth))
    expect(waits).toEqual([5250, 10_500, 21_000, 42_000])
    expect(await outcomesOf(harness, 2)).toEqual([
      ['1', null],
      ['2', null],
    ])
    expect(seen).toEqual(['1', '1', '1', '1', '1', '2'])
  })

  it.each([
    [0, 3750],
    [0.999_999, 6250],
  ])('is tried again at no fixed rhythm (%d)', async (random, waitMs) => {
    const harness = createHarness(await hook(statusHttp(503)), { random: () => random })
    harness.webhook.send(down('1'))
    expect(Math.round(await nextTry(harness, 0))).toBe(waitMs)
  })

  it('is given up after an hour, with all that waited as long', async () => {
    const harness = createHarness(await hook(statusHttp(502)))
    for (const id of ['1', '2']) harness.webhook.send(down(id))
    let passedMs = 0
    for (let nth = 0; harness.outcomes.length === 0; nth++) {
      passedMs += await nextTry(harness, nth)
      if (nth === 8) harness.webhook.send(down('late'))
      await until(() => harness.waits.length > nth + 1 || harness.outcomes.length > 0)
    }
    expect(passedMs).toBeGreaterThanOrEqual(3_600_000)
    expect(passedMs).toBeLessThan(3_600_000 + 945_000)
    expect(harness.outcomes).toEqual([
      ['1', 'the server answered 502'],
      ['2', 'the server answered 502'],
    ])
    expect(Math.max(...harness.waits)).toBe(945_000)
  })

  it.each([
    ['120', 120_000],
    ['1', 5250],
    ['99999999', 3_600_000],
    ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
    ['soon', 5250],
  ])('is left alone as long as it asks for with 429: Retry-After %s', async (header, waitMs) => {
    const harness = createHarness(
      await hook(serveHttp((_, response) => response.writeHead(429, { 'retry-after': header }).end())),
    )
    harness.webhook.send(down('1'))
    expect(await nextTry(harness, 0)).toBe(waitMs)
  })

  it.each([301, 302, 303, 307, 308])('is not followed where it redirects with %d, be it to a file', async (status) => {
    const elsewhere = await echoHttp()
    onTestFinished(() => elsewhere.close())
    for (const location of ['file:///etc/passwd', `http://127.0.0.1:${elsewhere.port}/`]) {
      const harness = createHarness(await hook(redirectHttp(location, status)))
      harness.webhook.send(down('1'))
      expect(await outcomesOf(harness, 1)).toEqual([
        ['1', `the server answered ${status}, a redirect, and redirects are not followed; set the address it leads to`],
      ])
      expect(harness.clock.pending()).toBe(0)
    }
    expect(elsewhere.seen).toEqual([])
  })

  it.each([400, 401, 403, 404, 410, 413])('is not tried again after %d, and what waits goes on', async (status) => {
    let first = true
    const answer = (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(first ? status : 204).end()
      first = false
    }
    const harness = createHarness(await hook(serveHttp(answer)))
    for (const id of ['1', '2']) harness.webhook.send(down(id))
    expect(await outcomesOf(harness, 2)).toEqual([
      ['1', `the server answered ${status}`],
      ['2', null],
    ])
  })

  it('that never answers is given 10 s', async () => {
    const server = await silentTcp()
    const harness = createHarness(await hook(Promise.resolve(server)))
    harness.webhook.send(down('1'))
    await until(() => harness.clock.pending() === 1)
    await harness.clock.advance(attemptMs)
    expect(await nextTry(harness, 0)).toBe(5250)
  })

  it('is tried again when it resets, refuses or is no HTTP', async () => {
    const gone = await silentTcp()
    await gone.close()
    const refusing = createHarness(`http://127.0.0.1:${gone.port}${secret}`)
    const resetting = createHarness(await hook(resettingTcp()))
    const talking = createHarness(await hook(rawHttp('220 smtp.example.org ESMTP\r\n')))
    const messages = []
    for (const harness of [refusing, resetting, talking]) {
      harness.webhook.send(down('1'))
      expect(await nextTry(harness, 0)).toBe(5250)
      messages.push((await harness.webhook.test(notification())).message)
    }
    expect(messages).toEqual([
      'the server refused the connection',
      'the server broke the connection',
      'the server could not be reached (HPE_INVALID_CONSTANT)',
    ])
  })

  it('has said enough with its status: an answer cut off or without end is one', async () => {
    const cut = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthe beginning'
    const endless = serveHttp((_, response) => {
      const more = () => response.write('x'.repeat(65_536), more)
      response.on('error', () => {})
      more()
    })
    for (const server of [rawHttp(cut), rawHttp(cut, 'reset'), endless]) {
      const harness = createHarness(await hook(server))
      harness.webhook.send(down('1'))
      expect(await outcomesOf(harness, 1)).toEqual([['1', null]])
    }
  })

  it('is not trusted with a certificate of nobody', async () => {
    const authority = await createAuthority({ commonName: 'Lab root', issuer: null })
    const server = await serveHttps(await issue({ commonName: 'hook', issuer: authority, ip: ['127.0.0.1'] }))
    onTestFinished(() => server.close())
    const harness = createHarness(`https://127.0.0.1:${server.port}${secret}`)
    expect(await harness.webhook.test(notification())).toEqual({
      delivered: false,
      message: 'the server could not be trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    })
  })

  it('lets a hundred wait and gives up the oldest, but not the one on its way', async () => {
    const server = await silentTcp()
    const harness = createHarness(await hook(Promise.resolve(server)))
    for (let n = 0; n < 103; n++) harness.webhook.send(down(`n${n}`))
    expect(harness.outcomes).toEqual([1, 2, 3].map((n) => [`n${n}`, 'it was given up before it could be posted']))
  })

  it('keeps its address to itself', async () => {
    const starting = [statusHttp(500), redirectHttp('file:///etc/passwd', 302), rawHttp('nonsense'), resettingTcp()]
    const tested = starting.map(async (server) => createHarness(await hook(server)).webhook.test(notification()))
    const told = JSON.stringify([
      ...(await Promise.all(tested)),
      await createHarness('http://127.0.0.1:1/hooks/T0KEN').webhook.test(notification()),
      await createHarness('http://[::1/hooks/T0KEN').webhook.test(notification()),
      webhookAddressFault('file:///T0KEN'),
    ])
    expect(told).not.toMatch(/T0KEN|S3CRET|127\.0\.0\.1/)
  })
})

describe('while this computer is offline', () => {
  it('nothing is posted and nothing given up; afterwards all is, in order', async () => {
    const server = await echoHttp()
    let sees = false
    const harness = createHarness(await hook(Promise.resolve(server)), { canSend: () => sees })
    for (const id of ['1', '2']) harness.webhook.send(down(id))
    await harness.clock.advance(6 * 3_600_000)
    expect([server.seen, harness.outcomes]).toEqual([[], []])
    sees = true
    await harness.clock.advance(5000)
    expect(await outcomesOf(harness, 2)).toEqual([
      ['1', null],
      ['2', null],
    ])
  })
})

describe('closing', () => {
  it('posts what waits, and takes nothing more', async () => {
    const harness = createHarness(await hook(echoHttp()), { clock: systemClock })
    for (const id of ['1', '2', '3']) harness.webhook.send(down(id))
    const closed = harness.webhook.close(5000)
    harness.webhook.send(down('late'))
    await closed
    expect(harness.outcomes).toEqual(['1', '2', '3'].map((id) => [id, null]))
  })

  it('tries what has failed once more, at once', async () => {
    let answers = 0
    const harness = createHarness(
      await hook(serveHttp((_, response) => response.writeHead(++answers === 1 ? 500 : 200).end())),
    )
    harness.webhook.send(down('1'))
    await until(() => harness.waits.length === 1)
    await harness.webhook.close(5000)
    expect(harness.outcomes).toEqual([['1', null]])
    expect(harness.clock.pending()).toBe(0)
  })

  it('gives up what fails again, and what is not answered in time', async () => {
    const failing = createHarness(await hook(statusHttp(500)))
    for (const id of ['1', '2']) failing.webhook.send(down(id))
    await failing.webhook.close(5000)
    expect(failing.outcomes.map(([id]) => id)).toEqual(['1', '2'])

    let open = 0
    const counting = listenTcp((socket) => {
      open += 1
      socket.on('close', () => (open -= 1)).resume()
    })
    const hanging = createHarness(await hook(counting))
    for (const id of ['1', '2']) hanging.webhook.send(down(id))
    await until(() => open === 1)
    const closed = hanging.webhook.close(1000)
    await hanging.clock.advance(1000)
    await closed
    expect(hanging.outcomes.map(([id]) => id)).toEqual(['1', '2'])
    await until(() => open === 0)
    expect(hanging.clock.pending()).toBe(0)
  })

  it('drops all at once while offline', async () => {
    const harness = createHarness('http://127.0.0.1:1/', { canSend: () => false })
    harness.webhook.send(down('1'))
    await harness.webhook.close(5000)
    expect([harness.outcomes.length, harness.clock.pending()]).toEqual([1, 0])
  })
})

describe('the address of a webhook', () => {
  it.each([
    ['https://chat.example.org/hooks/1?key=2', null],
    ['http://user:pass@10.0.0.1:8080/', null],
    ['file:///etc/passwd', 'only https:// and http:// addresses are posted to, not file:'],
    ['javascript:alert(1)', 'only https:// and http:// addresses are posted to, not javascript:'],
    ['chat.example.org/hooks/1', 'not an address; write it whole, such as https://chat.example.org/hooks/…'],
    ['', 'not an address; write it whole, such as https://chat.example.org/hooks/…'],
    [`https://example.org/${'x'.repeat(2048)}`, 'the address is longer than 2048 characters'],
  ])('%s: %s', (address, fault) => {
    expect(webhookAddressFault(address)).toBe(fault)
  })
})
