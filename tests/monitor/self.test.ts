import { describe, expect, it } from 'vitest'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { HttpTarget, TargetConfig } from '../../electron/contract/target-config.ts'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import type { MachineEvents, MonitorRules, NetworkFacts } from '../../electron/monitor/ports.ts'
import { createSelf, type Weighed } from '../../electron/monitor/self.ts'
import { createFakeClock } from './fake-clock.ts'
import { createFakeMachine } from './harness.ts'
import { certificate, probeResult, tcpTarget } from './samples.ts'

const wifi = { name: 'wlan0', addresses: ['192.168.1.20/24'] }
const networks = {
  home: { interfaces: [wifi], defaultRoute: { ipv4: true, ipv6: false } },
  lanOnly: { interfaces: [wifi], defaultRoute: { ipv4: false, ipv6: false } },
  none: { interfaces: [], defaultRoute: { ipv4: false, ipv6: false } },
  office: { interfaces: [{ name: 'wlan0', addresses: ['10.1.2.3/16'] }], defaultRoute: { ipv4: true, ipv6: false } },
} satisfies Record<string, NetworkFacts>

function setUp(
  options: { network?: keyof typeof networks; rules?: Partial<MonitorRules>; machine?: MachineEvents } = {},
) {
  const clock = createFakeClock()
  const machine = createFakeMachine()
  const set = new Set<(online: boolean) => void>()
  const said: string[] = []
  const asked: string[][] = []
  let network: NetworkFacts = networks[options.network ?? 'home']
  const self = createSelf({
    clock,
    machine: options.machine ?? {
      ...machine,
      onOnlineChange(listener) {
        set.add(listener)
        return () => set.delete(listener)
      },
    },
    network: () => network,
    rules: () => ({ confirmFailures: 2, confirmRecoveries: 1, settleMs: 8000, tellDegraded: false, ...options.rules }),
    ask: (ids) => asked.push([...ids]),
    onSight: (sight) => said.push(sight.kind === 'seeing' ? 'seeing' : `${sight.kind}: ${sight.cause}`),
    onSuspend: (fromMs) => said.push(`suspended${fromMs === null ? '' : ' before'}`),
    onResume: () => said.push('resumed'),
    onClockJump: () => said.push('jumped'),
  })
  return {
    clock,
    machine,
    self,
    said,
    asked,
    online: (now: boolean) => set.forEach((listener) => listener(now)),
    connect: (to: keyof typeof networks) => {
      network = networks[to]
    },
    /** Weighs a result of a probe that began `tookMs` ago. */
    weigh: (target: TargetConfig, code: number | null, result: Partial<ProbeResult> = {}, tookMs = 1): Weighed => {
      const { protocol } = target
      return self.weigh(target, probeResult(target.id, code, { protocol, ...result }), clock.monotonicMs() - tookMs)
    },
    /** Starts, and lets it settle. */
    settled: async () => {
      self.start()
      await clock.advance(8001)
      said.length = 0
    },
  }
}

const db = tcpTarget('db', { target: 'db.example:5432' })
const web = tcpTarget('web', { target: 'web.example:443' })
const far = tcpTarget('far', { target: '198.51.100.7:22' })
const nas = tcpTarget('nas', { target: '192.168.1.5:22' })
const printer = tcpTarget('printer', { target: 'printer.lan:631' })
const own = tcpTarget('own', { target: '127.0.0.1:5432' })
const ownName = tcpTarget('ownName', { target: 'localhost:5432' })

function site(id: string, scheme = 'https', options: Partial<HttpTarget> = {}): HttpTarget {
  const common = { id, intervalMs: 15_000, responseTimeoutMs: 5000, followRedirects: true }
  return { ...common, protocol: 'http', target: `${scheme}://${id}.example/`, ...options }
}

const dnsFailed = { reason: 'dns-failed' } as const
const portal = (address = '203.0.113.9:443'): Partial<ProbeResult> => ({
  reason: 'tls-name-mismatch',
  remoteAddress: address,
  certificate: certificate('portal', Date.UTC(2027, 0, 1), { altNames: ['portal.example'], trusted: false }),
})
const ownCertificate = (id: string, address: string): Partial<ProbeResult> => ({
  remoteAddress: address,
  certificate: certificate(id, Date.UTC(2027, 0, 1), { altNames: [`${id}.example`] }),
})
const answered = (redirects: string[] = []): Partial<ProbeResult> => ({
  http: { statusCode: 200, httpVersion: '1.1', bytes: 0, redirects },
})

describe('settling', () => {
  it('begins with the program and ends after its time: failures do not count, successes do', async () => {
    const { self, clock, said, weigh } = setUp()
    self.start()
    expect(self.sight()).toEqual({ kind: 'settling', cause: 'start', sinceMs: clock.wallMs() })
    expect([weigh(db, 2).weight, weigh(db, 0).weight]).toEqual(['none', 'full'])
    await clock.advance(8000)
    expect(said).toEqual(['settling: start', 'seeing'])
  })

  it('does not let a failure count whose probe began before it ended', async () => {
    const { self, clock, weigh } = setUp()
    self.start()
    await clock.advance(9000)
    expect([weigh(db, 2, {}, 1001).weight, weigh(db, 2, {}, 1000).weight]).toEqual(['none', 'full'])
  })

  it('does not let silence count as a success', () => {
    const { self, weigh } = setUp()
    self.start()
    expect(weigh(db, 0, { confirmed: false }).weight).toBe('none')
  })

  it.each([
    { what: 'another network', happen: 'connect', says: ['settling: network', 'seeing'] },
    { what: 'a jump of the clock', happen: 'jump', says: ['jumped', 'settling: clock', 'seeing'] },
    { what: 'waking', happen: 'wake', says: ['blind: asleep', 'suspended', 'settling: resume', 'resumed', 'seeing'] },
    { what: 'waking that nobody announced', happen: 'resume', says: ['settling: resume', 'resumed', 'seeing'] },
  ])('begins with $what', async ({ happen, says }) => {
    const jumps = new Set<(fromMs: number) => void>()
    const fake = createFakeMachine()
    const machine: MachineEvents = {
      ...fake,
      onClockJump(listener) {
        jumps.add(listener)
        return () => jumps.delete(listener)
      },
    }
    const { clock, said, settled, connect } = setUp({ machine })
    await settled()
    if (happen === 'connect') connect('office')
    if (happen === 'jump') jumps.forEach((listener) => listener(0))
    if (happen === 'wake') fake.suspend()
    if (happen !== 'connect' && happen !== 'jump') fake.resume()
    await clock.advance(10_100)
    expect(said).toEqual(says)
  })

  it('is left out where it takes no time', async () => {
    const { self, said, weigh, clock } = setUp({ rules: { settleMs: 0 } })
    self.start()
    await clock.advance(1)
    expect(weigh(db, 2).weight).toBe('full')
    expect(said).toEqual([])
  })
})

describe('a machine that is offline', () => {
  it.each(['facts', 'word'])('knows it from %s, ends it by the same, and settles', async (how) => {
    const { clock, self, said, settled, online, connect } = setUp()
    await settled()
    if (how === 'word') online(false)
    else connect('none')
    await clock.advance(2000)
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'offline' })
    await clock.advance(60_000)
    if (how === 'word') online(true)
    else connect('home')
    await clock.advance(2000)
    expect(said).toEqual(['blind: offline', 'settling: network'])
    await clock.advance(8000)
    expect(said.at(-1)).toBe('seeing')
  })

  it('notices it with the first failure, which is then its own', async () => {
    const { weigh, settled, connect, clock } = setUp()
    await settled()
    await clock.advance(999)
    connect('none')
    expect(weigh(db, 2, { reason: 'unreachable' })).toEqual({
      weight: 'none',
      result: expect.objectContaining({
        resultCode: null,
        result: null,
        reason: 'local-offline',
        message: 'tcp db:5432 was not judged: this computer is offline.',
        responseTimeMs: null,
        detail: { observedCode: 2, observedReason: 'unreachable' },
      }),
    })
  })

  it('judges what runs on it, and what is on its network as long as it is on one', async () => {
    const { weigh, settled, connect, clock } = setUp()
    await settled()
    weigh(printer, 0, { remoteAddress: '192.168.1.9:631' })
    connect('lanOnly')
    await clock.advance(2000)
    const codes = (...targets: TargetConfig[]) => targets.map((target) => weigh(target, 2).result.resultCode)
    expect(codes(own, ownName, nas, printer, db, far)).toEqual([2, 2, 2, 2, null, null])
    // Its name was not found out, so nobody knows.
    expect(weigh(printer, 2, dnsFailed).result.resultCode).toBeNull()
    // Where its name led this time.
    expect(weigh(web, 2, { remoteAddress: '192.168.1.7:443' }).result.resultCode).toBe(2)
    connect('none')
    await clock.advance(2000)
    expect(codes(own, ownName, nas, printer)).toEqual([2, 2, null, null])
  })

  it('does not take a proxy nearby for its target', async () => {
    const { self, weigh, settled, connect, clock } = setUp()
    await settled()
    connect('lanOnly')
    await clock.advance(2000)
    const proxied = site('a', 'https', { proxy: 'http://192.168.1.5:3128' })
    expect(weigh(proxied, 1, { remoteAddress: '192.168.1.5:3128' }).result.resultCode).toBeNull()
    const through = site('b', 'https', { target: 'https://192.168.1.5/', proxy: 'http://proxy.example:3128' })
    expect([self.hides(through), self.hides(nas)]).toEqual([true, false])
  })

  it('is not, once a target beyond answers to a question asked since: what says so is wrong until it changes', async () => {
    const { self, weigh, settled, online, clock, said } = setUp()
    await settled()
    online(false)
    await clock.advance(5000)
    weigh(own, 0)
    weigh(far, 0, {}, 5001)
    expect(self.sight().kind).toBe('blind')
    expect(weigh(far, 0)).toMatchObject({ weight: 'full', result: { resultCode: 0 } })
    expect(said).toEqual(['blind: offline', 'settling: network'])
    await clock.advance(8001)
    expect(weigh(db, 2).weight).toBe('full')
    online(true)
    online(false)
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'offline' })
  })

  it('is not proved wrong by silence', async () => {
    const { self, weigh, settled, online, clock } = setUp()
    await settled()
    online(false)
    await clock.advance(5000)
    expect(weigh(far, 0, { confirmed: false }).result.reason).toBe('local-offline')
    expect(self.sight().kind).toBe('blind')
  })

  it('is so from the start where it starts without a network', async () => {
    const { self, said, clock, connect } = setUp({ network: 'none' })
    self.start()
    expect(said).toEqual(['blind: offline'])
    connect('home')
    await clock.advance(10_000)
    expect(said).toEqual(['blind: offline', 'settling: network', 'seeing'])
  })

  it('is one stretch, whatever it is for', async () => {
    const { self, settled, online, connect, clock } = setUp()
    await settled()
    connect('none')
    await clock.advance(2000)
    const sight = self.sight()
    online(false)
    connect('home')
    await clock.advance(10_000)
    expect(self.sight()).toEqual(sight)
  })
})

describe('a sleeping machine', () => {
  it('wakes blind where it has lost its network meanwhile', async () => {
    const { machine, settled, connect, said } = setUp()
    await settled()
    machine.suspend()
    connect('none')
    machine.resume()
    expect(said).toEqual(['blind: asleep', 'suspended', 'blind: offline', 'resumed'])
  })

  it('is told of a stop it only notices afterwards, and when that began', async () => {
    const clock = createFakeClock()
    const heartbeat = createHeartbeat(clock, () => {})
    const said: string[] = []
    const self = createSelf({
      clock,
      machine: heartbeat,
      network: null,
      rules: () => ({ confirmFailures: 2, confirmRecoveries: 1, settleMs: 8000, tellDegraded: false }),
      ask: () => {},
      onSight: (sight) => said.push(sight.kind),
      onSuspend: (fromMs) => said.push(`since ${fromMs === null ? 'now' : clock.wallMs() - fromMs} ms`),
      onResume: () => said.push('resumed'),
      onClockJump: () => said.push('jumped'),
    })
    self.start()
    await clock.advance(8000)
    await clock.sleep(60_000)
    expect(said).toEqual(['settling', 'seeing', 'blind', 'since 60000 ms', 'settling', 'resumed'])
    self.stop()
    heartbeat.stop()
    expect(clock.pending()).toBe(0)
  })
})

describe('a dead resolver', () => {
  it('is two names that cannot be looked up, and none that can', async () => {
    const { self, weigh, settled, said } = setUp()
    await settled()
    expect(weigh(db, 2, dnsFailed).weight).toBe('full')
    expect(weigh(db, 2, dnsFailed).weight).toBe('full')
    expect(self.sight().kind).toBe('seeing')
    expect(weigh(web, 1, { reason: 'dns-timeout' }).result.reason).toBe('local-offline')
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'dns' })
    expect(said).toEqual(['blind: dns'])
  })

  it('is not one name of two targets', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(tcpTarget('db too', { target: 'db.example:22' }), 2, dnsFailed)
    expect(self.sight().kind).toBe('seeing')
  })

  it('has another name asked before the first is down', async () => {
    const { weigh, settled, asked, clock } = setUp()
    await settled()
    weigh(web, 0)
    await clock.advance(5000)
    expect(weigh(db, 2, dnsFailed).weight).toBe('doubtful')
    expect(asked).toEqual([['web']])
    await clock.advance(1000)
    // The other one answers: it is the name that is wrong.
    weigh(web, 0)
    expect(weigh(db, 2, dnsFailed).weight).toBe('full')
  })

  it('ends when a name is found again, whatever else is wrong with its target', async () => {
    const { weigh, settled, clock, said } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    await clock.advance(10_000)
    expect(weigh(web, 2).weight).toBe('none')
    expect(said).toEqual(['blind: dns', 'settling: network'])
  })

  it.each(['not found', 'forgotten'])('ends when only one is left that shows it, the other being %s', async (how) => {
    const { self, weigh, settled } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    if (how === 'forgotten') self.forget('web')
    else weigh(web, 2, { reason: 'dns-not-found' })
    expect(self.sight().kind).toBe('settling')
  })

  it('hides what has a name, and beyond what has none until one of those answers', async () => {
    const { self, weigh, settled, clock } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    expect([db, far, own, nas].map((target) => self.hides(target))).toEqual([true, false, false, false])
    await clock.advance(1000)
    expect(weigh(far, 2).result.resultCode).toBeNull()
    expect([weigh(own, 2).result.resultCode, weigh(nas, 2).result.resultCode]).toEqual([2, 2])
    weigh(tcpTarget('farther', { target: '198.51.100.8:22' }), 0)
    expect(weigh(far, 2)).toMatchObject({ weight: 'full', result: { resultCode: 2 } })
    // It does not bring back the names.
    expect(self.sight().kind).toBe('blind')
  })

  it('is asked about every 15 s, and believed for an hour', async () => {
    const { self, weigh, settled, clock, asked, said } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    await clock.advance(60_000)
    expect(asked).toEqual([
      ['db', 'web'],
      ['db', 'web'],
      ['db', 'web'],
      ['db', 'web'],
    ])
    await clock.advance(3_543_000)
    expect(said).toEqual(['blind: dns', 'settling: network'])
    await clock.advance(8000)
    expect(weigh(db, 2, dnsFailed)).toMatchObject({ weight: 'full', result: { resultCode: 2 } })
    // The next time it is believed again.
    weigh(db, 0)
    weigh(web, 0)
    await clock.advance(1000)
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'dns' })
  })

  it('of another network says nothing of this one', async () => {
    const { self, weigh, settled, connect, clock } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    connect('office')
    await clock.advance(12_000)
    weigh(web, 2, dnsFailed)
    expect(self.sight().kind).toBe('seeing')
  })
})

describe('a sign-in page', () => {
  it('is two servers that present the certificate of somebody else', async () => {
    const { self, weigh, settled, said } = setUp()
    await settled()
    weigh(site('a'), 0, ownCertificate('a', '203.0.113.1:443'))
    weigh(site('b'), 0, ownCertificate('b', '203.0.113.2:443'))
    expect(weigh(site('a'), 1, portal()).weight).toBe('doubtful')
    expect(self.sight().kind).toBe('seeing')
    expect(weigh(site('b'), 1, portal())).toMatchObject({
      weight: 'none',
      result: { reason: 'local-offline', certificate: null, detail: { observedReason: 'tls-name-mismatch' } },
    })
    expect(said).toEqual(['blind: captive-portal'])
    expect(weigh(far, 2).result.resultCode).toBeNull()
    expect(weigh(own, 2).result.resultCode).toBe(2)
    weigh(site('a'), 0, ownCertificate('a', '203.0.113.1:443'))
    expect(self.sight().kind).toBe('settling')
  })

  it('may answer from the network this machine is on', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    weigh(site('a'), 1, portal('192.168.1.1:443'))
    expect(weigh(site('b'), 1, portal('192.168.1.1:443')).result.resultCode).toBeNull()
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'captive-portal' })
  })

  it('is not one server with a wrong certificate and several names', async () => {
    const { self, weigh, settled, clock } = setUp()
    await settled()
    weigh(site('a'), 0, ownCertificate('a', '203.0.113.1:443'))
    weigh(site('b'), 0, ownCertificate('b', '203.0.113.1:443'))
    await clock.advance(1000)
    weigh(site('a'), 1, portal('203.0.113.1:443'))
    expect(weigh(site('b'), 1, portal('203.0.113.1:443')).weight).toBe('full')
    expect(self.sight().kind).toBe('seeing')
  })

  it('is not two servers with a wrong certificate while a third one presents its own', async () => {
    const { self, weigh, settled, clock } = setUp()
    await settled()
    for (const [id, at] of [
      ['a', '203.0.113.1:443'],
      ['b', '203.0.113.2:443'],
      ['c', '203.0.113.3:443'],
    ] as const) {
      weigh(site(id), 0, ownCertificate(id, at))
    }
    await clock.advance(1000)
    weigh(site('a'), 1, portal())
    await clock.advance(1000)
    weigh(site('c'), 0, ownCertificate('c', '203.0.113.3:443'))
    weigh(site('b'), 1, portal())
    expect(self.sight().kind).toBe('seeing')
    expect(weigh(site('b'), 1, portal()).weight).not.toBe('none')
  })

  it('is two hosts that are redirected where neither ever was, whose answer is then no success', async () => {
    const { self, weigh, settled, said } = setUp()
    await settled()
    for (const id of ['a', 'b']) weigh(site(id, 'http'), 0, answered())
    const login = answered(['http://portal.example/login'])
    expect(weigh(site('a', 'http'), 0, login).weight).toBe('full')
    expect(weigh(site('b', 'http'), 0, login).result.reason).toBe('local-offline')
    expect(weigh(site('a', 'http'), 0, login).result.reason).toBe('local-offline')
    expect(said).toEqual(['blind: captive-portal'])
    weigh(site('b', 'http'), 0, answered())
    expect(self.sight().kind).toBe('settling')
  })

  it('is not two hosts that always lead to a third', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    const www = answered(['https://www.example/'])
    for (const id of ['a', 'b', 'a', 'b']) expect(weigh(site(id, 'http'), 0, www).result.resultCode).toBe(0)
    for (const id of ['a', 'b']) expect(weigh(site(id, 'http'), 6, www).weight).toBe('full')
    expect(self.sight().kind).toBe('seeing')
  })

  it('is also what makes two hosts fail that were never seen before', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    const login = answered(['http://portal.example/login'])
    weigh(site('a', 'http'), 5, login)
    weigh(site('b', 'http'), 5, login)
    expect(self.sight()).toMatchObject({ kind: 'blind', cause: 'captive-portal' })
  })
})

describe('all targets failing', () => {
  it('at once is no sign of anything', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    const targets = [db, web, far, nas, site('a'), site('b', 'http')]
    for (const target of targets) {
      for (const reason of ['refused', 'unreachable', 'connect-timeout', 'dns-not-found'] as const) {
        expect(weigh(target, 2, { reason }).weight).toBe('full')
      }
    }
    expect(self.sight().kind).toBe('seeing')
  })
})

describe('a local fault', () => {
  it('says nothing about this machine’s sight, and is left as it is', async () => {
    const { self, weigh, settled } = setUp()
    await settled()
    expect(weigh(db, null)).toMatchObject({ weight: 'none', result: { reason: 'local-resources' } })
    expect(self.sight().kind).toBe('seeing')
  })
})

describe('stopping', () => {
  it('leaves no timer and no subscription', async () => {
    const { self, weigh, settled, clock, machine } = setUp()
    await settled()
    weigh(db, 2, dnsFailed)
    weigh(web, 2, dnsFailed)
    self.stop()
    expect([clock.pending(), machine.listeners()]).toEqual([0, 0])
  })
})
