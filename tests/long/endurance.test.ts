import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Three minutes of what `npm run endurance` does for as long as it is told. */
it('holds out while everything around it fails at random', async () => {
  const script = new URL('../endurance/run.ts', import.meta.url).pathname
  // A run that does not hold exits with 1; what it says is more.
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--minutes', '3'], {
    maxBuffer: 2 ** 24,
  }).catch((failed: { stdout?: string; message: string }) => ({ stdout: failed.stdout ?? failed.message }))
  expect(stdout).toContain('"holds":true')
}, 400_000)
