import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settingsSchema } from '../../electron/contract/settings.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const confFile = join(import.meta.dirname, '../../electron/headless/conf-file.ts')

/** Rewrites the settings without pause, two versions in turn, both far larger than one page of the disk. */
const script = (directory: string) => `
  import { createConfFile } from ${JSON.stringify(confFile)}
  const file = createConfFile(${JSON.stringify(directory)})
  const settings = (theme, length) => ({
    schemaVersion: 1,
    preferences: { theme, notifications: true },
    targets: Array.from({ length }, (_, n) => ({
      id: theme + n, protocol: 'udp', target: 'host' + n + ':53', intervalMs: 15000, timeoutMs: 5000, readTimeoutMs: 3000,
    })),
    paused: {},
  })
  const versions = [settings('dark', 300), settings('light', 500)]
  for (let n = 0; ; n++) {
    file.write(versions[n % 2])
    if (n === 1) process.stdout.write('writing')
  }`

it('loses nothing when it is killed while it writes', { timeout: 120_000 }, async () => {
  const directory = temporaryDirectory()
  const seen = new Set<string>()
  for (let round = 0; round < 30; round++) {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script(directory)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    // A different instant of the write each time; there is no event to wait for inside one.
    const until = performance.now() + round * 0.37
    while (performance.now() < until);
    child.kill('SIGKILL')
    await once(child, 'exit')

    const settings = settingsSchema.parse(JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8')))
    seen.add(settings.preferences.theme)
    expect(settings.targets).toHaveLength(settings.preferences.theme === 'dark' ? 300 : 500)
    expect(settings.targets.every(({ id }) => id.startsWith(settings.preferences.theme))).toBe(true)
  }
  expect([...seen].sort()).toEqual(['dark', 'light'])
})
