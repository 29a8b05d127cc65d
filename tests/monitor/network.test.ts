import { describe, expect, it } from 'vitest'
import { attachedNetworks, isAttached, isLoopback, leadsOut, networkIdentity } from '../../electron/monitor/attached.ts'
import { hasDefaultRoute4, hasDefaultRoute6, readNetwork } from '../../electron/monitor/network-facts.ts'
import { createNetworkWatch } from '../../electron/monitor/network-watch.ts'
import type { NetworkFacts } from '../../electron/monitor/ports.ts'
import { createFakeClock } from './fake-clock.ts'

const routed = { ipv4: true, ipv6: false }

function facts(
  interfaces: Record<string, readonly string[]>,
  defaultRoute: NetworkFacts['defaultRoute'] = routed,
): NetworkFacts {
  return { interfaces: Object.entries(interfaces).map(([name, addresses]) => ({ name, addresses })), defaultRoute }
}

describe('attached networks', () => {
  const networks = attachedNetworks(
    facts({ wlan0: ['192.168.1.20/24', '2001:db8:1::20/64', 'fe80::1/64'], tun0: ['10.8.0.2/32'], odd: ['0.0.0.0/0'] }),
  )

  it.each([
    { address: '192.168.1.5', attached: true },
    { address: '192.168.2.5', attached: false },
    { address: '2001:db8:1::5', attached: true },
    { address: '2001:db8:2::5', attached: false },
    { address: 'fe80::5%wlan0', attached: true },
    { address: '10.8.0.2', attached: true },
    { address: '10.8.0.3', attached: false },
    { address: '127.0.0.53', attached: true },
    { address: '::1', attached: true },
    { address: 'nas.lan', attached: false },
  ])('hold $address: $attached', ({ address, attached }) => {
    expect(isAttached(networks, address)).toBe(attached)
  })

  it('leave what is this machine itself', () => {
    expect(['127.0.0.1', '127.255.0.1', '::1', '128.0.0.1', '::2'].map(isLoopback)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('a way out', () => {
  it.each([
    { of: facts({ eth0: ['192.0.2.2/24'] }), leads: true },
    { of: facts({ eth0: ['192.0.2.2/24'] }, { ipv4: false, ipv6: true }), leads: true },
    { of: facts({ docker0: ['172.17.0.1/16'] }, { ipv4: false, ipv6: false }), leads: false },
    { of: facts({ eth0: ['192.0.2.2/24'] }, null), leads: true },
    { of: facts({}, null), leads: false },
    // An address that the interface gave itself, because nobody else did.
    { of: facts({ en0: ['169.254.7.7/16', 'fe80::1/64'] }, null), leads: false },
  ])('is there with $of: $leads', ({ of, leads }) => {
    expect(leadsOut(of)).toBe(leads)
  })
})

describe('another network', () => {
  const home = facts({ wlan0: ['192.168.1.20/24', '2001:db8:1:2:aaaa:bbbb:cccc:dddd/64', 'fe80::1/64'] })

  it.each([
    { what: 'another address', to: facts({ wlan0: ['192.168.1.21/24', '2001:db8:1:2::1/64'] }), other: true },
    { what: 'another interface', to: facts({ wlan1: ['192.168.1.20/24', '2001:db8:1:2::1/64'] }), other: true },
    { what: 'another network of IPv6', to: facts({ wlan0: ['192.168.1.20/24', '2001:db8:1:3::1/64'] }), other: true },
    { what: 'no way out', to: { ...home, defaultRoute: { ipv4: false, ipv6: false } }, other: true },
    { what: 'a temporary address', to: facts({ wlan0: ['192.168.1.20/24', '2001:db8:1:2::1/64'] }), other: false },
    {
      what: 'two of them, and an interface without a network',
      to: facts({
        wlan0: ['192.168.1.20/24', '2001:db8:1:2::1/64', '2001:db8:1:2::2/64', 'fe80::9/64'],
        'veth 1': ['fe80::3/64'],
      }),
      other: false,
    },
  ])('has $what: $other', ({ to, other }) => {
    expect(networkIdentity(home) !== networkIdentity(to)).toBe(other)
  })
})

describe('the kernel’s routes', () => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
  const lan = 'wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0'

  it.each([
    { route: 'wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0', found: true },
    { route: 'tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0', found: true },
    { route: 'lo\t00000000\t00000000\t0200\t0\t0\t0\t00000000\t0\t0\t0', found: false },
    { route: 'tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000080\t0\t0\t0', found: false },
    { route: '', found: false },
  ])('lead out over IPv4 by $route: $found', ({ route, found }) => {
    expect(hasDefaultRoute4([head, route, lan, ''].join('\n'))).toBe(found)
  })

  const zero = '0'.repeat(32)
  it.each([
    {
      route: `${zero} 00 ${zero} 00 fd000000000000000000000000000001 00000400 00000003 00000000 00000003     eth0`,
      found: true,
    },
    // The one that refuses is always there.
    { route: `${zero} 00 ${zero} 00 ${zero} ffffffff 00000001 00000000 00200200       lo`, found: false },
    { route: `fd${'0'.repeat(30)} 40 ${zero} 00 ${zero} 00000100 00000001 00000000 00000001     eth0`, found: false },
  ])('lead out over IPv6 by $route: $found', ({ route, found }) => {
    expect(hasDefaultRoute6(`${route}\n`)).toBe(found)
  })

  it('and this machine’s interfaces are read from the system', () => {
    const { interfaces, defaultRoute } = readNetwork()
    for (const { addresses } of interfaces) {
      expect(addresses.length).toBeGreaterThan(0)
      for (const address of addresses) expect(address).toMatch(/^[\da-f.:]+\/\d+$/i)
    }
    expect(defaultRoute === null).toBe(process.platform !== 'linux')
  })
})

describe('the network watch', () => {
  it('tells that it is another network, once, and reads anew for a failure only after half a second', async () => {
    const clock = createFakeClock()
    let now = facts({ wlan0: ['192.168.1.20/24'] })
    let reads = 0
    const watch = createNetworkWatch(clock, () => {
      reads += 1
      return now
    })
    expect(watch.look(true)).toBe(false)
    now = facts({}, { ipv4: false, ipv6: false })
    await clock.advance(499)
    expect([watch.look(false), watch.leadsOut(), reads]).toEqual([false, true, 1])
    await clock.advance(1)
    expect([watch.look(false), watch.leadsOut(), reads]).toEqual([true, false, 2])
    expect([watch.look(true), reads]).toEqual([false, 3])
    expect(isAttached(watch.attached(), '192.168.1.5')).toBe(false)
  })

  it('takes a way out for granted where nobody can tell', () => {
    const watch = createNetworkWatch(createFakeClock(), null)
    expect([watch.look(true), watch.leadsOut()]).toEqual([false, true])
  })
})
