import { expect, it } from 'vitest'
import { defaultSettings, settingsSchema } from '../../electron/contract/settings.ts'
import { describeIssues } from '../../electron/contract/validation.ts'

const http = {
  id: 'a',
  intervalMs: 15_000,
  protocol: 'http',
  target: 'https://a.test/',
  responseTimeoutMs: 10_000,
  followRedirects: true,
}

function faults(...targets: unknown[]): string[] {
  const settings = { ...defaultSettings, targets }
  const parsed = settingsSchema.safeParse(settings)
  return parsed.success ? [] : describeIssues(parsed.error, settings)
}

it.each([
  { password: 'hunter2' },
  { proxyPassword: 'hunter2' },
  { password: { secret: ['hunter2'] } },
  { headers: [{ name: 'Authorization', value: ['hunter2'] }] },
  { headers: 'hunter2' },
  { tls: { key: 'hunter2' } },
  { tls: { key: { pem: 2, secret: 'hunter2' } } },
  { body: { text: 'hunter2' } },
])('does not repeat the secret of %j', (options) => {
  // First, so that it is within what is quoted of the whole, which an unknown key finds fault with.
  for (const target of [
    { ...options, ...http },
    { ...options, ...http, unknown: 1 },
    { ...options, protocol: 'ftp' },
  ]) {
    const lines = faults(target)
    expect(lines).not.toEqual([])
    expect(lines.join()).not.toContain('hunter2')
  }
})

it('repeats other values, cut where they are long', () => {
  const lines = faults({ ...http, intervalMs: 0, name: 'n'.repeat(2001), followRedirects: null })
  expect(lines).toEqual([
    `targets[0].name: "${'n'.repeat(59)}… is not accepted; expected at most 2000`,
    'targets[0].intervalMs: 0 is not accepted; expected at least 1000',
    'targets[0].followRedirects: null is not accepted; expected a value of type boolean',
  ])
})

it('never lists the targets to find one of them, which would take longer for each fault the more there are', () => {
  let listed = 0
  const targets = new Proxy([{ ...http, intervalMs: 0 }], {
    ownKeys(all) {
      listed += 1
      return Reflect.ownKeys(all)
    },
  })
  const parsed = settingsSchema.safeParse({ ...defaultSettings, targets: [...targets] })
  const lines = parsed.success ? [] : describeIssues(parsed.error, { ...defaultSettings, targets })
  expect(lines).toEqual(['targets[0].intervalMs: 0 is not accepted; expected at least 1000'])
  expect(listed).toBe(0)
})
