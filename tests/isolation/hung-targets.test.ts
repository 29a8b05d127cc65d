import { setTimeout as after } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { silentTcp } from '../lab/tcp-servers.ts'
import { at } from '../probes/vectors/lab.ts'
import { hungTargets, monitorTargets, type Seen, tcpTarget } from './hung-targets.ts'
import { median } from './statistics.ts'

const secondsAlone = 4
const secondsAmongThem = 9

function lags(seen: readonly Seen[]): number[] {
  return seen.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]))
}

function latencies(seen: readonly Seen[]): number[] {
  return seen.flatMap(({ result }) => (result.responseTimeMs === null ? [] : [result.responseTimeMs]))
}

test('a hundred targets that hang delay a healthy one neither in its rhythm nor in its latency', {
  timeout: 40_000,
}, async () => {
  const server = await silentTcp()
  onTestFinished(() => server.close())
  const healthy = [tcpTarget('address', at(server)), tcpTarget('name', `healthy.test:${server.port}`)]

  const alone = monitorTargets(healthy)
  await after(secondsAlone * 1000)
  await alone.stop()

  const hung = await hungTargets()
  onTestFinished(() => hung.close())
  const among = monitorTargets([...hung.targets, ...healthy])
  await after(secondsAmongThem * 1000)
  await among.stop()

  // They do hang, each in its own way. That no name is found may come to be taken for a fault of this machine.
  const reasons = hung.targets.map(({ id }) => {
    const { reason, detail } = among.seen(id)[0]?.result ?? {}
    const seen = reason === 'local-offline' && detail?.observedCode === 1 ? 'dns-timeout' : reason
    return `${id.replace(/-.*/, '')} ${seen}`
  })
  expect(new Set(reasons)).toEqual(
    new Set([
      'name dns-timeout',
      'connect connect-timeout',
      'tls tls-timeout',
      'header header-timeout',
      'body body-timeout',
      'read mismatch',
    ]),
  )
  for (const id of ['address', 'name']) {
    const seen = among.seen(id)
    expect(seen.map(({ result }) => result.message.replace(/ in .*/, ''))).toEqual(
      seen.map(() => expect.stringMatching(/connected$/)),
    )
    // One each second: none was missed.
    expect(seen.length).toBeGreaterThanOrEqual(secondsAmongThem - 1)
    expect(median(lags(seen))).toBeLessThan(20 + 2 * median(lags(alone.seen(id))))
    expect(Math.max(...lags(seen))).toBeLessThan(500)
    expect(median(latencies(seen))).toBeLessThan(20 + 2 * median(latencies(alone.seen(id))))
    expect(Math.max(...latencies(seen))).toBeLessThan(500)
  }
})
